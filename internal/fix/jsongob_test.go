package fix

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

const lossy = `package p

type Fine struct {
	A string
	B map[int][]*Fine
	c func()
	D struct{ E uint64 }
}

type (
	Any     struct{ Data any }
	Complex struct{ C complex128 }
	Keys    struct{ M map[[2]int]string }
	Hidden  struct{ Secret string ` + "`json:\"-\"`" + ` }
	Twice   struct{ Name, NAME string }
	Closed  struct{ x int }
	Own     struct{ x int }
	Deep    struct{ List []map[string]Any }
	Floats  struct{ F []float32 }
)

func (Own) GobEncode() ([]byte, error)   { return nil, nil }
func (*Own) GobDecode(data []byte) error { return nil }
`

// TestLoss knows of a type what encoding/json would lose of it.
func TestLoss(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", lossy, 0)
	if err != nil {
		t.Fatal(err)
	}
	pkg, err := (&types.Config{Importer: importer.Default()}).Check("p", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Fine": "", "Floats": "",
		"Any":     "field Data is an interface",
		"Complex": "field C is a complex number",
		"Keys":    "field M is a map with keys of type [2]int",
		"Hidden":  `field Secret has the tag json:"-"`,
		"Twice":   "field NAME has the name of another in JSON",
		"Closed":  "Closed has no exported field",
		"Own":     "the value encodes itself for gob only",
		"Deep":    "field Data is an interface",
	} {
		l := newLoss()
		l.of(pkg.Scope().Lookup(name).Type(), "")
		if got := strings.Join(l.list, ", "); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if l.floats != (name == "Floats") {
			t.Errorf("%s: floats %v", name, l.floats)
		}
	}
}
