package rule

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

const customURL = DocURL + "#custom-rules"

// Custom reports the findings of the rules that the settings define. Their messages begin with their own names.
var Custom = &analysis.Analyzer{
	Name: "customrule",
	Doc:  "report what the custom rules of .unsafedecode.yml say",
	URL:  customURL,
	Run: func(pass *analysis.Pass) (any, error) {
		results := make(outcomes)
		rules := CustomRules(pass.ResultOf[config.Analyzer].(*config.Config))
		slices.SortFunc(rules, func(a, b *Rule) int { return strings.Compare(a.Name, b.Name) }) // as Details has them
		for _, r := range rules {
			results[r.Name] = newRun(r, pass, settingsOf(pass)).report()
		}
		return results, nil
	},
	Requires:   []*analysis.Analyzer{config.Analyzer, taint.Analyzer, Directives},
	ResultType: reflect.TypeFor[outcomes](),
}

// CustomRules are the rules that settings define.
func CustomRules(c *config.Config) (rules []*Rule) {
	for _, custom := range c.CustomRules {
		severity, _ := ParseSeverity(custom.Severity) // the settings are checked when they are read
		rules = append(rules, &Rule{
			Name:     custom.Name,
			Title:    custom.Message,
			Text:     "A rule of .unsafedecode.yml.",
			Since:    "the settings",
			Severity: severity,
			CWE:      custom.CWE,
			Aspect:   "trust",
			Also:     []string{"document"},
			Encoded:  true,
			Pairs:    []Pair{{Sources: custom.Sources, Sinks: custom.Sinks}},
			Message: func(f Finding) string {
				return fmt.Sprintf("%s: the %s reaches %s", custom.Message, f.Flow.Source, f.Site.Sink)
			},
			address: customURL,
		})
	}
	return rules
}
