// Package analyzer is the suite: what a driver imports to run every rule.
//
// It knows the list of the rules and its order. It must not know a driver, and holds no rule's logic.
package analyzer

import (
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

// A pass is a rule and its analyzer.
type pass struct {
	rule     *rule.Rule
	analyzer *analysis.Analyzer
}

// passes are the built-in rules in the order in which everything lists them. A new rule is added here; go test ./analyzer -update writes the
// names of the rules to the documents, the settings and their schema.
var passes = []pass{
	{untrusteddecode.Rule, untrusteddecode.Analyzer},
	{unsigneddecode.Rule, unsigneddecode.Analyzer},
	{secretcache.Rule, secretcache.Analyzer},
	{weakverify.Rule, weakverify.Analyzer},
	{signingkey.Rule, signingkey.Analyzer},
	{unverifiedtoken.Rule, unverifiedtoken.Analyzer},
	{decodetag.Rule, decodetag.Analyzer},
	{unboundeddecode.Rule, unboundeddecode.Analyzer},
	{decodehook.Rule, decodehook.Analyzer},
}

var watch = rule.NewWatch(append(analyzers(), rule.Custom))

func analyzers() (all []*analysis.Analyzer) {
	for _, p := range passes {
		all = append(all, p.analyzer)
	}
	return all
}

// Suite returns the analyzers of all rules, the analyzer that checks suppression comments and reports internal errors,
// and the analyzer whose flags are the settings. The order is fixed.
func Suite() []*analysis.Analyzer {
	return append(analyzers(), rule.Custom, watch, config.Analyzer, rule.Directives, hook.Surface)
}

// BuiltIn returns the built-in rules, in the order of Suite.
func BuiltIn() (all []*rule.Rule) {
	for _, p := range passes {
		all = append(all, p.rule)
	}
	return all
}

// Rules returns the built-in rules and those that the settings define.
func Rules(settings *config.Config) []*rule.Rule {
	return append(BuiltIn(), rule.CustomRules(settings)...)
}
