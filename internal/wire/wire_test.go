package wire

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// check type-checks the declarations of a package.
func check(t testing.TB, src string) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package p\n"+src, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("example.com/p", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

func typeOf(t testing.TB, pkg *types.Package, name string) types.Type {
	t.Helper()
	obj := pkg.Scope().Lookup(name)
	if obj == nil {
		t.Fatalf("no %s", name)
	}
	return obj.Type()
}

const fieldsSource = `
type inner struct { A, B int; hidden int }
type Outer struct {
	inner
	A string
	hidden int
	C int ` + "`json:\"c,omitempty\" yaml:\"see\" bson:\"-\" xml:\"http://x a>d,attr\"`" + `
	Dash int ` + "`json:\"-,\" yaml:\"-,omitempty\"`" + `
	Gone int ` + "`json:\"-\" yaml:\"-\" xml:\"-\"`" + `
}
type Left struct { Name, Role string }
type Right struct { Name string; Role string ` + "`json:\"Role\"`" + ` }
type Both struct { Left; *Right }
type Inlining struct { Left ` + "`yaml:\",inline\" json:\"left\"`" + ` }
`

func TestFields(t *testing.T) {
	pkg := check(t, fieldsSource)
	tests := []struct {
		family *Family
		name   string
		want   string
	}{
		{JSON, "Outer", "A=A c=C -=Dash B=B"},
		{YAML, "Outer", "a=A see=C -=Dash"},
		{BSON, "Outer", "a=A dash=Dash gone=Gone"},
		{Gob, "Outer", "A=A C=C Dash=Dash Gone=Gone"},
		{XML, "Outer", "A=A d=C Dash=Dash B=B"},
		{JSON, "Both", "Role=Role"},
		{JSON, "Inlining", "left=Left"},
		{YAML, "Inlining", "name=Name role=Role"},
		{Gob, "Inlining", "Left=Left"},
	}
	for _, tt := range tests {
		t.Run(tt.family.Name+" "+tt.name, func(t *testing.T) {
			var got []string
			for _, f := range tt.family.Fields(typeOf(t, pkg, tt.name)) {
				got = append(got, f.Name+"="+f.Var.Name())
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

const graphSource = `
import ("encoding/json"; "time")
type Leaf struct{ n int }
func (l *Leaf) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, &l.n) }
func (l *Leaf) GobDecode(b []byte) error { return nil }
type Key string
func (k *Key) UnmarshalText(b []byte) error { return nil }
type Box[T any] struct{ Value T; Next *Box[T] }
type Shape interface{ Area() int }
type Square struct{ L Leaf }
func (Square) Area() int { return 0 }
type wrong struct{}
func (wrong) UnmarshalJSON(s string) error { return nil }
type Row struct{}
func (Row) Scan(dest ...any) error { return nil }
type Column struct{}
func (*Column) Scan(src any) error { return nil }
type base struct{ Leaf }
type Root struct {
	Boxes []Box[Leaf]
	ByKey map[Key][2]*time.Time
	S     Shape
	Skip  Leaf ` + "`json:\"-\"`" + `
	W     wrong
	R     Row
	Col   Column
	leaf  Leaf
}
type Embeds struct { base }
`

func TestWalk(t *testing.T) {
	pkg := check(t, graphSource)
	implementers := func(i *types.Interface) []types.Type {
		if square := typeOf(t, pkg, "Square"); types.Implements(square, i) {
			return []types.Type{square}
		}
		return nil
	}
	tests := []struct {
		family *Family
		root   string
		want   []string
	}{
		{JSON, "Root", []string{"Key.UnmarshalText of ByKey key", "Time.UnmarshalJSON of ByKey", "Leaf.UnmarshalJSON of Boxes Value"}},
		{Gob, "Root", []string{"Leaf.GobDecode of Skip", "Time.GobDecode of ByKey"}},
		{SQL, "Root", []string{"Column.Scan of Col"}},
		{YAML, "Root", []string{"Key.UnmarshalText of ByKey key", "Time.UnmarshalText of ByKey"}},
		{JSON, "Embeds", []string{"Leaf.UnmarshalJSON of "}},
	}
	for _, tt := range tests {
		t.Run(tt.family.Name+" "+tt.root, func(t *testing.T) {
			got := map[string]bool{}
			seen := map[*types.Func]bool{}
			w := &Walk{Family: tt.family, Implementers: implementers, Visit: func(n *Node) {
				if n.Hook == nil || seen[n.Hook] {
					return
				}
				seen[n.Hook] = true
				recv := n.Hook.Signature().Recv().Type()
				if p, ok := recv.(*types.Pointer); ok {
					recv = p.Elem()
				}
				var path []string
				for _, at := range n.Path() {
					if at.Field != nil {
						path = append(path, at.Field.Name())
					}
					if at.Key {
						path = append(path, "key")
					}
				}
				got[recv.(*types.Named).Obj().Name()+"."+n.Hook.Name()+" of "+strings.Join(path, " ")] = true
			}}
			w.From(typeOf(t, pkg, tt.root))
			want := map[string]bool{}
			for _, s := range tt.want {
				want[s] = true
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// BenchmarkWalk walks 5,000 types that refer to each other by fields, slices, maps and pointers.
func BenchmarkWalk(b *testing.B) {
	const n = 5000
	var src strings.Builder
	for i := range n {
		fmt.Fprintf(&src, "type T%d struct { A *T%d; B []T%d; C map[string]*T%d; D string `json:\"d\"`; E []byte; f int }\n", i, (2*i+1)%n, (2*i+2)%n, (i*7+3)%n)
		if i%10 == 0 {
			fmt.Fprintf(&src, "func (*T%d) UnmarshalJSON(b []byte) error { return nil }\n", i)
		}
	}
	pkg := check(b, src.String())
	root := typeOf(b, pkg, "T0")
	for _, f := range []*Family{JSON, Gob, Msgpack} {
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				declared := 0
				w := &Walk{Family: f, Visit: func(n *Node) {
					if _, ok := n.Type.(*types.Named); ok {
						declared++
					}
				}}
				if w.From(root); declared < n {
					b.Fatalf("%d types", declared)
				}
			}
		})
	}
}

func TestOpen(t *testing.T) {
	pkg := check(t, `
type Plain struct { Name string; Parts []Plain; hidden any }
type Dynamic struct { Plain; Extra map[string]struct{ V any } }
type Skipped struct { V any `+"`json:\"-\" yaml:\"-\"`"+` }
type Elements struct { Nodes []Elements `+"`xml:\",any\"`"+` }
type Attributes struct { Attrs []string `+"`xml:\",any,attr\"`"+` }
type Markup struct { In []struct{ Text string `+"`xml:\",innerxml\"`"+` } }
type Key map[any]int
`)
	tests := []struct {
		family *Family
		open   string
	}{
		{JSON, "Dynamic Key"},
		{YAML, "Dynamic Key"},
		{CBOR, "Dynamic Key"},
		{XML, "Elements"},
	}
	for _, tt := range tests {
		var open []string
		for _, name := range pkg.Scope().Names() {
			if tt.family.Open(types.NewPointer(typeOf(t, pkg, name))) {
				open = append(open, name)
			}
		}
		if got := strings.Join(open, " "); got != tt.open {
			t.Errorf("%s: open are %q, want %q", tt.family.Name, got, tt.open)
		}
	}
}
