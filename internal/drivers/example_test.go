package drivers

import (
	"encoding/json"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

// row is a line of the example's table that names a file; the rule may stand in a line above.
var row = regexp.MustCompile("(?m)^\\| *(\\w*) *\\| `([^`]+\\.go)`[^|]*\\|([^|]*)\\|")

// The command finds what the README of the example says it finds.
func TestExample(t *testing.T) {
	dir := filepath.Join(drive.Root(), "examples", "legacyshop")
	command := drive.Program(t, "unsafedecode")
	found := map[string]map[string]int{} // by setting: how many of a rule in a file
	for _, strict := range []string{"-strict=false", "-strict"} {
		var all []struct{ Rule, File string }
		if err := json.Unmarshal([]byte(drive.Execute(t, dir, nil, command, "-format=json", strict, "./...").Stdout), &all); err != nil {
			t.Fatal(err)
		}
		found[strict] = map[string]int{}
		for _, f := range all {
			found[strict][f.Rule+" "+f.File]++
		}
	}
	rules := map[string]bool{}
	for _, r := range analyzer.BuiltIn() {
		rules[r.Name] = true
	}
	rule, rows := "", 0
	for _, m := range row.FindAllStringSubmatch(drive.Read(t, filepath.Join(dir, "README.md")), -1) {
		if m[1] != "" {
			rule = m[1]
		}
		if !rules[rule] {
			continue // one that is announced
		}
		rows++
		setting := "-strict=false"
		if strings.Contains(m[3], "`-strict`") {
			setting = "-strict"
		}
		if found[setting][rule+" "+m[2]]--; found[setting][rule+" "+m[2]] < 0 {
			t.Errorf("%s: less in %s with %s than the page says, which has:%s", rule, m[2], setting, m[3])
		}
	}
	if rows < 15 {
		t.Errorf("the page has %d rows", rows)
	}
}
