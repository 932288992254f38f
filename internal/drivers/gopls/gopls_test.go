package gopls

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

// suites returns the diagnostics of the suite, sorted by message.
func suites(all []lspDiagnostic) (own []lspDiagnostic) {
	for _, d := range all {
		if strings.HasPrefix(d.Message, d.Source+": ") || strings.HasPrefix(d.Message, "unsafedecode: ") {
			own = append(own, d)
		}
	}
	slices.SortFunc(own, func(a, b lspDiagnostic) int { return strings.Compare(a.Message, b.Message) })
	return own
}

// want waits for the diagnostics of a file and fails the test unless the suite's, by message, have these beginnings.
func (s *server) want(file string, beginnings ...string) []lspDiagnostic {
	s.t.Helper()
	all := s.diagnostics(file)
	got := suites(all)
	if !slices.EqualFunc(got, beginnings, func(d lspDiagnostic, begins string) bool { return strings.HasPrefix(d.Message, begins) }) {
		s.t.Fatalf("%s: got %+v, want %q", file, got, beginnings)
	}
	return all
}

const goplsImport = "untrusteddecode: gob decodes the body of an HTTP request, inside Load: use a hardened format, or verify a signature first"

// An editor's session: diagnostics with their trace, none for what is suppressed, a fix, and none left after it.
func TestGopls(t *testing.T) {
	s := startServer(t, drive.Lay(t, "sample.txtar"), t.TempDir())
	defer s.stop()

	s.open("api/quiet.go")
	s.want("api/quiet.go")
	s.open("api/api.go")
	found := s.want("api/api.go", goplsImport)
	if d := suites(found)[0]; d.Range.Start.Line != 12 || d.Range.End.Character <= d.Range.Start.Character || len(d.Related) < 2 {
		t.Errorf("not the call with its trace: %+v", d)
	}

	const file = "hook/hook.go"
	s.open(file)
	found = s.want(file, "weakverify: ")
	edits := s.fix(file, suites(found)[0])
	fixed := apply(t, drive.Read(t, filepath.Join(s.dir, file)), edits)
	if !strings.Contains(fixed, "hmac.Equal(") {
		t.Fatalf("not fixed:\n%s", fixed)
	}
	s.change(file, fixed)
	s.want(file)
	drive.Write(t, filepath.Join(s.dir, file), fixed)
	if built := drive.Execute(t, s.dir, nil, "go", "build", "./..."); built.Status != 0 {
		t.Errorf("does not compile: %s\n%s", built.Stderr, fixed)
	}
}

// fix asks for the quick fix of a diagnostic.
func (s *server) fix(file string, d lspDiagnostic) []lspEdit {
	s.t.Helper()
	name := uri(filepath.Join(s.dir, file))
	var actions []struct {
		Title string
		Edit  struct {
			DocumentChanges []struct{ Edits []lspEdit }
			Changes         map[string][]lspEdit
		}
	}
	answer := s.call("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": name},
		"range":        d.Range,
		"context":      map[string]any{"diagnostics": []any{d}, "only": []string{"quickfix"}},
	})
	if err := json.Unmarshal(answer, &actions); err != nil {
		s.t.Fatal(err)
	}
	if len(actions) == 0 {
		s.t.Fatalf("no fix for %s", d.Message)
	}
	if edits := actions[0].Edit.Changes[name]; edits != nil {
		return edits
	}
	if len(actions[0].Edit.DocumentChanges) != 1 {
		s.t.Fatalf("want one file to change: %s", answer)
	}
	return actions[0].Edit.DocumentChanges[0].Edits
}

// apply changes a text that is ASCII, so that columns are bytes.
func apply(t *testing.T, text string, edits []lspEdit) string {
	t.Helper()
	lines := strings.SplitAfter(text, "\n")
	offset := func(p lspPosition) (n int) {
		for _, line := range lines[:p.Line] {
			n += len(line)
		}
		return n + p.Character
	}
	slices.SortStableFunc(edits, func(a, b lspEdit) int { return offset(b.Range.Start) - offset(a.Range.Start) })
	for _, e := range edits {
		text = text[:offset(e.Range.Start)] + e.NewText + text[offset(e.Range.End):]
	}
	return text
}

// A change of the settings takes effect at the next start, whatever is in gopls's cache. A mistake in them is reported.
func TestGoplsSettings(t *testing.T) {
	dir, cache := drive.Lay(t, "sample.txtar"), t.TempDir()
	for _, step := range []struct{ settings, want string }{
		{"version: 1\n", goplsImport},
		{"version: 1\nrules:\n  untrusteddecode: {enabled: false}\n", ""},
		{"version: 1\nnosuch: 1\n", "unsafedecode: the settings: "},
		{"version: 1\n", goplsImport},
	} {
		drive.Write(t, filepath.Join(dir, ".unsafedecode.yml"), step.settings)
		s := startServer(t, dir, cache)
		s.open("api/api.go")
		if step.want == "" {
			s.want("api/api.go")
		} else {
			found := s.want("api/api.go", step.want)
			if strings.Contains(step.settings, "nosuch") && !strings.Contains(suites(found)[0].Message, ".unsafedecode.yml:2: ") {
				t.Errorf("the mistake's place is missing: %s", suites(found)[0].Message)
			}
		}
		s.stop()
	}
}

// A change of the settings while gopls runs takes effect with the next edit or save, also in packages that are not edited, and
// does not spoil what the cache has for the previous settings.
func TestGoplsSettingsWhileItRuns(t *testing.T) {
	const (
		file   = "api/api.go"
		none   = "version: 1\n"
		off    = "version: 1\nrules:\n  untrusteddecode: {enabled: false}\n"
		wrong  = "version: 1\nnosuch: 1\n"
		models = "version: 1\nmodels:\n  - func: io.LimitReader\n    sanitizer: {kind: remote, at: result}\n"
	)
	dir, cache := drive.Lay(t, "sample.txtar"), t.TempDir()
	settings := filepath.Join(dir, ".unsafedecode.yml")
	drive.Write(t, settings, none)
	s := startServer(t, dir, cache)
	s.open(file)
	s.want(file, goplsImport)
	original := drive.Read(t, filepath.Join(dir, file))
	edited := original + "// Edited.\n"
	for _, step := range []struct{ settings, text, want string }{
		{off, edited, ""},
		{off, original, ""}, // a text that was analysed by other settings
		{none, edited, goplsImport},
		{models, original, ""}, // what store.Load does, which is a fact of a package that is not edited, goes by the models
		{none, original + "\n", goplsImport},
		{wrong, edited, "unsafedecode: the settings: .unsafedecode.yml:2: "},
		{off, original, ""},
	} {
		drive.Write(t, settings, step.settings)
		s.change(file, step.text)
		if step.want == "" {
			s.want(file)
		} else {
			s.want(file, step.want)
		}
	}
	drive.Write(t, settings, none)
	s.save(file)
	s.want(file, goplsImport)
	drive.Write(t, settings, off)
	s.change(file, edited)
	s.want(file)
	s.stop()

	drive.Write(t, settings, none)
	s = startServer(t, dir, cache)
	defer s.stop()
	s.open(file)
	s.want(file, goplsImport)
}

// The commands of gopls report and fix as well.
func TestGoplsCommands(t *testing.T) {
	dir := drive.Lay(t, "sample.txtar")
	env := []string{"GOPLSCACHE=" + t.TempDir()}
	gopls := drive.Program(t, "gopls")
	checked := drive.Execute(t, dir, env, gopls, "check", "api/api.go")
	if !strings.Contains(checked.Stdout, "api.go:13:2-20: "+goplsImport+"\n") {
		t.Errorf("gopls check: %s%s", checked.Stdout, checked.Stderr)
	}
	action := drive.Execute(t, dir, env, gopls, "codeaction", "-kind=quickfix", "-exec", "-diff", "hook/hook.go:17:38-17:40")
	if !strings.Contains(action.Stdout, "\n+\tif !hmac.Equal(") {
		t.Errorf("gopls codeaction: %s%s", action.Stdout, action.Stderr)
	}
}
