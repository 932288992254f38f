package analyzer_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"testing"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

var update = flag.Bool("update", false, "write the files that are made from the list of the rules")

// derived are the files that are made from the list of the rules, by their path from the root of the repository.
var derived = map[string]func(old []byte) ([]byte, error){
	"docs/rules.md":                func([]byte) ([]byte, error) { return rule.Page(analyzer.BuiltIn()) },
	"docs/bazel.md":                bazelPage,
	"docs/settings.schema.json":    settingsSchema,
	"internal/config/rulenames.go": ruleNames,
}

func TestDerivedFilesAreFresh(t *testing.T) {
	for file, derive := range derived {
		t.Run(file, func(t *testing.T) {
			old, err := os.ReadFile("../" + file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := derive(old)
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case bytes.Equal(old, want):
			case *update:
				if err := os.WriteFile("../"+file, want, 0o644); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("%s is stale: run go test ./analyzer -update", file)
			}
		})
	}
}

// each writes a line for each rule.
func each(format string) []byte {
	var b bytes.Buffer
	for _, r := range analyzer.BuiltIn() {
		fmt.Fprintf(&b, format, r.Name)
	}
	return b.Bytes()
}

// replaced is a text with what lies between two groups of a pattern replaced.
func replaced(old []byte, pattern string, lines []byte) ([]byte, error) {
	at := regexp.MustCompile(`(?s)` + pattern).FindSubmatchIndex(old)
	if at == nil {
		return nil, fmt.Errorf("nothing matches %s", pattern)
	}
	return bytes.Join([][]byte{old[:at[3]], lines, old[at[4]:]}, nil), nil
}

// bazelPage has the example for nogo name each pass.
func bazelPage(old []byte) ([]byte, error) {
	const label = `@com_github_unsafedecode_unsafedecode//`
	return replaced(old, `("`+label+`analyzer",\n).*?( *\],\n)`, each(`            "`+label+`passes/%s",`+"\n"))
}

// settingsSchema has the schema offer the names of the rules, and refuse them for custom rules. A rule with settings of its own has a
// definition of its name.
func settingsSchema(old []byte) ([]byte, error) {
	var properties, names bytes.Buffer
	for i, r := range analyzer.BuiltIn() {
		def, comma := "rule", ","
		if bytes.Contains(old, fmt.Appendf(nil, "\n    %q: {", r.Name)) {
			def = r.Name
		}
		if i == len(analyzer.BuiltIn())-1 {
			comma = ""
		}
		fmt.Fprintf(&properties, "        %q: {\n          \"$ref\": \"#/$defs/%s\"\n        }%s\n", r.Name, def, comma)
		fmt.Fprintf(&names, "              %q%s\n", r.Name, comma)
	}
	out, err := replaced(old, `(\n    "rules": \{\n      "type": "object",\n      "properties": \{\n).*?(      \},\n      "additional)`, properties.Bytes())
	if err != nil {
		return nil, err
	}
	return replaced(out, `("not": \{\n            "enum": \[\n).*?(            \])`, names.Bytes())
}

// ruleNames is the source of the names that the settings know.
func ruleNames(old []byte) ([]byte, error) {
	return replaced(old, `(var ruleNames = \[\]string\{\n).*?(\}\n)$`, each("\t%q,\n"))
}
