package model

import (
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/model/strictyaml"
)

// parseOwn reads models as a user writes them.
func parseOwn(text string) ([]Entry, error) {
	root, err := strictyaml.Parse("m.yml", []byte(text))
	if err != nil {
		return nil, err
	}
	return ParseModels(root, "")
}

func TestEveryRoleIsRead(t *testing.T) {
	entries, err := parseOwn(`
- func: example.com/app/src.String
  source: {kind: mine, at: result}
- field: example.com/app.T.Data
  source: {kind: mine}
- func: os/exec.Command
  sink: {kind: exec, at: "arg[1...]", if: [{arg: 0, match: sh}, {arg: 0, not: bash}]}
- func: example.com/app.Clean
  sanitizer: {kind: [mine, trust], at: result}
- func: (*example.com/app.T).Valid
  validator: {kind: mine, at: "arg[0]", when: "true"}
- func: example.com/lib.Copy
  propagator: {from: "arg[1]", to: "arg[0]", clears: size, part: true}
- func: gopkg.in/yaml.v3.Unmarshal
  sink: {kind: selfdescribing, at: "arg[0]", target: "arg[1]", label: YAML}
  propagator: arg[0] -> arg[1], result
- func: example.com/app.die
  noreturn: true
- chan: "*example.com/app.Message"
  source: {kind: queue}
- type: example.com/app/.*\.Source
  regexp: true
  source: {kind: mine, at: [.Data, .Raw], unless-result: "*net/http.Response"}
`)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Roles.Name)
	}
	got := strings.Join(names, "\n")
	want := `example.com/app/src.String
example.com/app.T.Data
os/exec.Command
example.com/app.Clean
(*example.com/app.T).Valid
example.com/lib.Copy
gopkg.in/yaml.v3.Unmarshal
example.com/app.die
*example.com/app.Message
example.com/app/.*\.Source`
	if got != want {
		t.Errorf("names:\n%s\nwant:\n%s", got, want)
	}
	if s := entries[2].Roles.Sinks[0]; s.At.String() != "arg[1...]" || len(s.If) != 2 || !s.If[1].Negate {
		t.Errorf("sink with conditions: %+v", s)
	}
	if r := entries[6].Roles; r.Sinks[0].Target.String() != "arg[1]" || len(r.Propagators) != 2 || !r.Opaque {
		t.Errorf("sink with a target, and two propagators: %+v", r)
	}
	if s := entries[9].Roles.Sources; len(s) != 2 || s[1].At.String() != ".Raw" || s[0].UnlessResult == "" {
		t.Errorf("source with two paths: %+v", s)
	}
}

func TestMistakesNameTheirLine(t *testing.T) {
	tests := []struct{ text, want string }{
		{"- func: a.B\n  sorce: {kind: x}", `m.yml:2: unknown key "sorce"; want one of chan, empties, field, func,`},
		{"- func: a.B\n  source: {kind: x, at: result, form: y}", `m.yml:2: unknown key "form"`},
		{"- func: a.B\n  noreturn: true\n- func: a.B\n  opaque: true", "m.yml:3: a.B is modeled twice; put all its roles at m.yml:1"},
		{"- func: (*a.T).M\n  noreturn: true\n- func: (a.T).M\n  opaque: true", "m.yml:3: (a.T).M is modeled twice"},
		{"- func: a.B\n  source:\n    kind: x\n    at: rslt", `m.yml:4: access path "rslt": starts with "rslt"`},
		{"- func: a.B\n  source: {kind: x}", "m.yml:2: at: is missing"},
		{"- func: a.B\n  source: {at: result}", "m.yml:2: kind: is missing"},
		{"- func: a.B\n  source: {kind: Remote, at: result}", `m.yml:2: kind "Remote": want lower-case letters`},
		{"- func: a.B\n  validator: {kind: x, at: 'arg[0]', when: ok}", `m.yml:2: when "ok": want one of true, false, nil-error, one, zero`},
		{"- func: a.B\n  propagator: arg[0]", `m.yml:2: propagator "arg[0]": want {from: ..., to: ...} or "arg[0] -> result"`},
		{"- func: a.B\n  propagator: {from: 'arg[0]'}", "m.yml:2: a propagator needs from: and to:"},
		{"- func: a.B\n  sink: {kind: x, at: result}", "m.yml:1: a.B: sink at result[0]: not possible there"},
		{"- func: a.B\n  sink: {kind: x, at: recv}", "m.yml:1: a.B: sink at recv: a function has no receiver"},
		{"- field: a.T.F\n  source: {kind: x, at: result}", "m.yml:1: a.T.F: source at result[0]: only a function has"},
		{"- type: a.T\n  noreturn: true", "m.yml:1: a.T: only a function has this role"},
		{"- func: a.B", "m.yml:1: a model needs a role"},
		{"- source: {kind: x, at: result}", "m.yml:1: a model names a func, type, field, var, chan or shape"},
		{"- func: a.B\n  type: a.T\n  noreturn: true", "m.yml:2: a model names one of func, type, field, var, chan and shape, not two"},
		{"- func: Unmarshal\n  noreturn: true", `m.yml:1: "Unmarshal" carries no import path`},
		{"- func: a.T.M\n  noreturn: true", ""},
		{"- func: (a.T)M\n  noreturn: true", `m.yml:1: "(a.T)M" is no method; want (*T).Method or (T).Method`},
		{"- func: 'a.['\n  regexp: true\n  noreturn: true", "m.yml:1: error parsing regexp: missing closing ]"},
		{"- func: a.B\n  sink: {kind: x, at: 'arg[0]', if: {match: x}}", "m.yml:2: a condition needs arg:"},
		{"- func: a.B\n  sink: {kind: x, at: 'arg[0]', if: {arg: 0, field: X}}", "m.yml:2: field: needs match: or not:"},
		{"- func: a.B\n  noreturn: yes", "m.yml:2: want true or false"},
		{"- func: &x a.B\n  noreturn: true", "m.yml:1: anchors and aliases are not supported"},
		{"- func: a.B\n  noreturn: true\n  noreturn: true", `m.yml:3: key "noreturn" is already on line 2`},
		{"- func: [\n", "m.yml:1: not YAML: did not find expected node content"},
		{"- func: a.B\n  opaque: true\n---\n- func: a.C\n  opaque: true", "m.yml:3: a second document; the file holds one"},
		{"func: a.B", "m.yml:1: want a list"},
		{"- shape: Read\n  opaque: true", `m.yml:1: shape "Read": want Name(types) results`},
	}
	for _, test := range tests {
		_, err := parseOwn(test.text)
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%s\ngives %v, want no error", test.text, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s\ngives %v\nwant  %s", test.text, err, test.want)
		}
	}
}

func TestAllMistakesAreReported(t *testing.T) {
	_, err := parseOwn("- func: a.B\n  sorce: {}\n- func: a.C\n  oopaque: true\n")
	if err == nil || strings.Count(err.Error(), "unknown key") != 2 {
		t.Errorf("want two errors, got %v", err)
	}
}

func TestNamesInAFileAboutAPackage(t *testing.T) {
	data := "paths: [gopkg.in/yaml.v3, go.yaml.in/yaml/v3]\nmodels:\n- func: Unmarshal\n  opaque: true\n- func: (*Decoder).Decode\n  opaque: true\n"
	f, err := ParseFile("yaml.yml", "x", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Entries[1].Symbol.String(); got != "(*gopkg.in/yaml.v3.Decoder).Decode" {
		t.Error(got)
	}
	for text, want := range map[string]string{
		"models:\n- func: a.Unmarshal\n  opaque: true": "yaml.yml:2: \"a.Unmarshal\": names in a file about packages carry no import path",
		"pathes: [x]\nmodels: []":                      `yaml.yml:1: unknown key "pathes"`,
		"group: x":                                     "yaml.yml:1: models: is missing",
		"":                                             "yaml.yml:1: want a map of keys and values",
	} {
		if _, err := ParseFile("yaml.yml", "x", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q gives %v, want %s", text, err, want)
		}
	}
}

// Names of one model that leave the label out are each labelled by their own name.
func TestLabelsOfAList(t *testing.T) {
	entries, err := parseOwn(`
- func: [example.com/shop.Run, example.com/shop.Start]
  sink: {kind: exec, at: "arg[0]"}
`)
	if err != nil {
		t.Fatal(err)
	}
	set := NewSet(entries...)
	for _, name := range []string{"Run", "Start"} {
		r := set.userRoles(Symbol{Kind: FuncSymbol, Pkg: "example.com/shop", Name: name})
		if r == nil || len(r.Sinks) != 1 || r.Sinks[0].Label != "shop."+name {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
