package model

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const declaring = `package p

//unsafedecode:source mine
func Receive() ([]byte, error) { return nil, nil }

// Fill fills the buffer.
//
//unsafedecode:source mine arg[0]
//unsafedecode:sanitizer size arg[0]
func (b *Box[T]) Fill(p []byte) {}

//unsafedecode:sink exec
func Run(command string) {} // a sink of a function needs a path

//unsafedecode:sink exec arg[0]
func Start(command string) {}

//unsafedecode:source Mine
func Mistaken() []byte { return nil }

//unsafedecode:source mine
type Secret string

type Box[T any] struct {
	//unsafedecode:sink log
	Note, Label string
}

type Source interface {
	//unsafedecode:source mine
	Next() string
}

//unsafedecode:ignore x -- another directive
func Other() {}
`

func parseDeclared(t *testing.T, text string) []Entry {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", text, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return Declared("example.com/p", fset, []*ast.File{file})
}

func TestDeclared(t *testing.T) {
	var got []string
	for _, e := range parseDeclared(t, declaring) {
		got = append(got, strings.Split(strings.ReplaceAll(e.Roles.String(), "\n\t", "; "), "\n")[0])
	}
	want := []string{
		"example.com/p.Receive; source of mine at result[0]: ",
		"(example.com/p.Box).Fill; source of mine at arg[0]: ; sanitizer of size at arg[0]: ; nothing flows through",
		"example.com/p.Start; sink of exec at arg[0]: ",
		"example.com/p.Secret; source of mine at the value: ",
		"example.com/p.Box.Note; sink of log at the value: ",
		"example.com/p.Box.Label; sink of log at the value: ",
		"(example.com/p.Source).Next; source of mine at result[0]: ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDeclaredTravels(t *testing.T) {
	entries := parseDeclared(t, declaring)
	data, err := MarshalDeclared(entries)
	if err != nil {
		t.Fatal(err)
	}
	back, err := UnmarshalDeclared(data)
	if err != nil {
		t.Fatal(err)
	}
	pkg := check(t, "example.com/p", declaring)
	set := NewSet().With(back)
	if r := set.Func(method(t, pkg, "Box", "Fill")); r == nil || r.Sources[0].Kind != "mine" || r.Sources[0].Label == "" {
		t.Errorf("roles of a generic type's method: %+v", r)
	}
	if !set.Covers("example.com/p") || NewSet().Covers("example.com/p") {
		t.Error("Covers")
	}
}

func TestIsDeclared(t *testing.T) {
	for comment, want := range map[string]string{
		"//unsafedecode:source mine":          "true <nil>",
		"//unsafedecode:source mine arg[0]":   "true <nil>",
		"//unsafedecode:source":               `true kind "": write //unsafedecode:source and a kind in lower case`,
		"//unsafedecode:ignore x -- a reason": "false <nil>",
		"// unsafedecode:source mine":         "false <nil>",
	} {
		is, err := IsDeclared(comment)
		if got := strings.TrimSpace(strings.Join([]string{map[bool]string{true: "true", false: "false"}[is], errText(err)}, " ")); got != want {
			t.Errorf("%s: %s, want %s", comment, got, want)
		}
	}
}

func errText(err error) string {
	if err == nil {
		return "<nil>"
	}
	return err.Error()
}
