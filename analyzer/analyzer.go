// Package analyzer is the suite: what a driver imports to run every rule.
//
// It knows the list of the rules and its order. It must not know a driver, and holds no rule's logic.
package analyzer

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/hook"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/passes/decodehook"
	"github.com/unsafedecode/unsafedecode/passes/decodetag"
	"github.com/unsafedecode/unsafedecode/passes/secretcache"
	"github.com/unsafedecode/unsafedecode/passes/signingkey"
	"github.com/unsafedecode/unsafedecode/passes/unboundeddecode"
	"github.com/unsafedecode/unsafedecode/passes/unsigneddecode"
	"github.com/unsafedecode/unsafedecode/passes/untrusteddecode"
	"github.com/unsafedecode/unsafedecode/passes/unverifiedtoken"
	"github.com/unsafedecode/unsafedecode/passes/weakverify"
)

// The rules and their analyzers, in the order in which everything lists them. A new rule is added to both.
var (
	rules = []*rule.Rule{
		untrusteddecode.Rule,
		unsigneddecode.Rule,
		secretcache.Rule,
		weakverify.Rule,
		signingkey.Rule,
		unverifiedtoken.Rule,
		decodetag.Rule,
		unboundeddecode.Rule,
		decodehook.Rule,
	}
	passes = []*analysis.Analyzer{
		untrusteddecode.Analyzer,
		unsigneddecode.Analyzer,
		secretcache.Analyzer,
		weakverify.Analyzer,
		signingkey.Analyzer,
		unverifiedtoken.Analyzer,
		decodetag.Analyzer,
		unboundeddecode.Analyzer,
		decodehook.Analyzer,
	}
	watch = rule.NewWatch(append(slices.Clone(passes), rule.Custom))
)

// Suite returns the analyzers of all rules, the one that watches over suppression comments and internal errors, and the
// one whose flags are the settings. The order is fixed.
func Suite() []*analysis.Analyzer {
	return append(slices.Clone(passes), rule.Custom, watch, config.Analyzer, rule.Directives, hook.Surface)
}

// BuiltIn returns the rules that are built in, in the order of Suite.
func BuiltIn() []*rule.Rule { return slices.Clone(rules) }

// Rules returns the built-in rules and those that the settings define.
func Rules(settings *config.Config) []*rule.Rule {
	return append(BuiltIn(), rule.CustomRules(settings)...)
}
