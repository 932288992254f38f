package position

import (
	"go/parser"
	"go/token"
	"testing"
)

func TestOf(t *testing.T) {
	for _, test := range []struct{ name, line, want, claimed string }{
		{"/m/a.go", "", "/m/a.go:3:1", ""},
		{"/m/a.go", "//line view.tmpl:7", "/m/a.go:3:1", "/m/view.tmpl:7"},
		{"/m/a.go", "//line /etc/passwd:3", "/m/a.go:3:1", "/etc/passwd:3"},
		{"/m/a.go", "//line /etc/passwd:3:9", "/m/a.go:3:1", "/etc/passwd:3:9"},
		{"/m/a.go", "//line ../../b.go:3:9", "/m/a.go:3:1", "/b.go:3:9"},
		{"/tmp/b001/a.cgo1.go", "//line /m/a.go:9:1", "/m/a.go:9:1", ""},
		{"/tmp/b001/a.cgo1.go", "//line /m/a.go:9", "/m/a.go:9:1", ""},
		{"/tmp/b001/a.cgo1.go", "//line /etc/passwd:9:1", "/tmp/b001/a.cgo1.go:3:1", "/etc/passwd:9:1"},
		{"/tmp/b001/a.cgo1.go", "//line /m/other.go:9:1", "/tmp/b001/a.cgo1.go:3:1", "/m/other.go:9:1"},
		{"/cache/7c/7c1d-d", "//line /m/a.go:9:1", "/m/a.go:9:1", ""},
		{"/cache/7c/7c1d-d", "//line /etc/passwd:9:1", "/cache/7c/7c1d-d:3:1", "/etc/passwd:9:1"},
	} {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, test.name, "package a\n"+test.line+"\nvar x int\n", parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		pos := f.Decls[0].Pos()
		if got := Of(fset, pos).String(); got != test.want {
			t.Errorf("%s %s: %s, want %s", test.name, test.line, got, test.want)
		}
		if got := Claimed(fset, pos); got != test.claimed {
			t.Errorf("%s %s: claimed %q, want %q", test.name, test.line, got, test.claimed)
		}
	}
	if got := Of(token.NewFileSet(), token.NoPos); got.IsValid() {
		t.Errorf("no position: %v", got)
	}
}
