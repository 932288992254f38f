package report_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/model"
)

// The schema of the settings that editors use and the reader of the settings agree on what is right and wrong.
func TestSettingsSchema(t *testing.T) {
	text, err := os.ReadFile("../../docs/settings.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	validate := newValidator(t, func(*testing.T, func(...string) []byte) []byte { return text })
	right := []string{
		"version: 1\n",
		"version: 1\nstrict: true\ntests: false\ngenerated: true\nsignedcodec-path: example.com/mirror/signedcodec\n",
		"version: 1\nthreat-model: [remote, local]\nexclude: [\"**/testdata/**\", gen/*.go]\n",
		"version: 1\nexclude: gen\nrules:\n  secretcache: {names: {add: [x], remove: [code]}, exclude: a}\n  decodetag: {enabled: false}\n",
		"version: 1\ncustom-rules:\n  - {name: mine, message: m, sources: [remote], sinks: [unhardened], severity: low, cwe: [CWE-78]}\nrules:\n  mine: {enabled: true}\n",
	}
	docs, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?s)```yaml\n(version: 1.*?)```").FindAllSubmatch(docs, -1) {
		right = append(right, string(m[1]))
	}
	for _, l := range model.VocabularyLists() {
		right = append(right, "version: 1\nvocabulary: {"+l.Name+": {add: [zzz]}}\n")
	}
	wrong := []string{
		"strict: true\n",
		"version: 2\n",
		"version: 1\nnosuch: true\n",
		"version: 1\nstrict: perhaps\n",
		"version: 1\nthreat-model: [weather]\n",
		"version: 1\nexclude: [/a]\n",
		"version: 1\nrules: {decodetag: {names: {add: [a]}}}\n",
		"version: 1\nrules: {decodetag: {enabled: 3}}\n",
		"version: 1\ncustom-rules: [{name: Bad, message: m, sources: [a], sinks: [b]}]\n",
		"version: 1\ncustom-rules: [{name: secretcache, message: m, sources: [a], sinks: [b]}]\n",
		"version: 1\ncustom-rules: [{name: mine, message: m, sources: [a], sinks: [b], severity: grave}]\n",
		"version: 1\ncustom-rules: [{name: mine, message: m, sources: [a], sinks: [b], cwe: [78]}]\n",
		"version: 1\nvocabulary: {weather: {add: rain}}\n",
		"version: 1\nvocabulary: {lookups: [a]}\n",
		"version: 1\nvocabulary: {lookups: {put: a}}\n",
		"version: 1\nmodels: [{func: example.com/a.B}]\n",
		"version: 1\nmodels: [{noreturn: true}]\n",
		"version: 1\nmodels: [{func: example.com/a.B, type: example.com/a.C, noreturn: true}]\n",
		"version: 1\nmodels: [{func: example.com/a.B, source: {at: result}}]\n",
	}
	if len(right) < 7 {
		t.Fatalf("%d examples: those of the documentation are not found", len(right))
	}
	for i, settings := range append(right, wrong...) {
		dir := t.TempDir()
		file := filepath.Join(dir, config.FileName)
		write(t, filepath.Join(dir, "go.mod"), []byte("module example.com/m\n"))
		write(t, file, []byte(settings))
		var document any
		if err := yaml.Unmarshal([]byte(settings), &document); err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(document)
		if err != nil {
			t.Fatal(err)
		}
		out, schemaErr := validate(data)
		_, readErr := config.In(file)
		if wanted := i < len(right); (schemaErr == nil) != wanted || (readErr == nil) != wanted {
			t.Errorf("right: %t\n%s\nthe schema: %v %s\nthe reader: %v", wanted, settings, schemaErr, out, readErr)
		}
	}
}
