package model

import (
	"reflect"
	"testing"
)

func TestParsePath(t *testing.T) {
	tests := []struct {
		text string
		want Path
	}{
		{"recv", Path{Root: Recv, Param: -1}},
		{"recv.Form", Path{Root: Recv, Param: -1, Fields: []string{"Form"}}},
		{"arg[0]", Path{Root: Arg, Param: -1}},
		{"arg[1...]", Path{Root: Arg, Index: 1, Open: true, Param: -1}},
		{"arg[1].param[0].Data", Path{Root: Arg, Index: 1, Fields: []string{"Data"}}},
		{"arg[1].param", Path{Root: Arg, Index: 1, Param: -1, Fields: []string{"param"}}},
		{"arg[0].*", Path{Root: Arg, Param: -1, Fields: []string{Any}}},
		{"result", Path{Root: Result, Param: -1}},
		{"result[]", Path{Root: Result, Param: -1, Fields: []string{Elem}}},
		{"result[1].Body", Path{Root: Result, Index: 1, Param: -1, Fields: []string{"Body"}}},
		{".Form[]", Path{Root: Self, Param: -1, Fields: []string{"Form", Elem}}},
		{".Form[key]", Path{Root: Self, Param: -1, Fields: []string{"Form", Key}}},
		{"recv[@0]", Path{Root: Recv, Param: -1, Fields: []string{"[@0]"}}},
		{"", Path{Root: Self, Param: -1}},
	}
	for _, test := range tests {
		got, err := ParsePath(test.text)
		if err != nil {
			t.Errorf("ParsePath(%q): %v", test.text, err)
		} else if !reflect.DeepEqual(got, test.want) {
			t.Errorf("ParsePath(%q) = %#v, want %#v", test.text, got, test.want)
		}
	}
}

func TestParsePathErrors(t *testing.T) {
	for text, want := range map[string]string{
		"argh[0]":                `access path "argh[0]": starts with "argh"; want recv, arg[i], result or .field`,
		"arg":                    `access path "arg": arg needs an index, as in arg[0]`,
		"arg[]":                  `access path "arg[]": arg needs an index, as in arg[0]`,
		"arg[0":                  `access path "arg[0": missing ]`,
		"arg[01]":                `access path "arg[01]": index "01" is not a number from 0 to 63`,
		"arg[64]":                `access path "arg[64]": index "64" is not a number from 0 to 63`,
		"result[0...]":           `access path "result[0...]": only arg may have ...`,
		"arg[0...].param[0]":     `access path "arg[0...].param[0]": ... and .param[i] exclude each other`,
		"recv.":                  `access path "recv.": a field name must follow the dot before ""`,
		"recv[x]":                `access path "recv[x]": cannot read "[x]"; want .field, .*, [], [key] or [@i]`,
		"recv.*.A":               `access path "recv.*.A": .* must stand last`,
		"recv Form":              `access path "recv Form": cannot read " Form"; want .field, .*, [], [key] or [@i]`,
		"recv.A.A.A.A.A.A.A.A.A": `access path "recv.A.A.A.A.A.A.A.A.A": more than 8 elements`,
	} {
		if _, err := ParsePath(text); err == nil || err.Error() != want {
			t.Errorf("ParsePath(%q): %v, want %s", text, err, want)
		}
	}
}

func FuzzParsePath(f *testing.F) {
	for _, seed := range []string{"recv", "arg[0]", "arg[1...]", "result[1].Body", "arg[1].param[0]", ".Form[]", ".Form[key]", "arg[0].*", "arg[63].param[63][][key].A"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		path, err := ParsePath(text)
		if err != nil {
			return
		}
		again, err := ParsePath(path.String())
		if err != nil || !reflect.DeepEqual(path, again) {
			t.Errorf("%q is read as %#v, printed as %q, and read again as %#v (%v)", text, path, path, again, err)
		}
	})
}
