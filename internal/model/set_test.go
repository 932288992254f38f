package model

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// check type-checks a package; other packages come from the toolchain.
func check(t testing.TB, path, source string) *types.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	config := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := config.Check(path, fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

func method(t testing.TB, pkg *types.Package, typeName, name string) *types.Func {
	t.Helper()
	obj, _, _ := types.LookupFieldOrMethod(pkg.Scope().Lookup(typeName).Type(), true, pkg, name)
	fn, ok := obj.(*types.Func)
	if !ok {
		t.Fatalf("no method %s.%s", typeName, name)
	}
	return fn
}

const shop = `package shop

import (
	"bytes"
	"encoding/gob"
	"io"
	"sync/atomic"
)

type Shared[T any] struct{ atomic.Pointer[T] }

type Ints = Shared[int]

type embeds struct {
	*gob.Decoder
	bytes.Buffer
}

type own struct {
	Data string
	Tagged []byte ` + "`json:\"x\" unsafedecode:\"source=mine\"`" + `
	messages chan *own
}

func (own) Read(p []byte) (int, error) { return 0, nil }

func (own) Readable(p []byte) (int, error) { return 0, nil }

type wrapped interface{ io.ReadCloser }

type Server struct{}

func (*Server) Register(any) error             {return nil}
func (*Server) ServeConn(io.ReadWriteCloser)   {}
func (*Server) ServeCodec(any)                 {}
func (*Server) ServeRequest(any) error         {return nil}
`

func TestFuncMatches(t *testing.T) {
	pkg := check(t, "example.com/shop", shop)
	set := NewSet()
	tests := []struct {
		typ, method, want string // the name of the roles; empty: nothing known
	}{
		{"embeds", "Decode", "(*encoding/gob.Decoder).Decode"}, // promoted through a pointer
		{"embeds", "WriteString", "(*bytes.Buffer).WriteString"},
		{"wrapped", "Read", "(io.Reader).Read"},           // declared by an embedded interface of an embedded interface
		{"Ints", "Load", "(*sync/atomic.Pointer).Load"},   // instance of a generic
		{"own", "Read", "(.*).Read([]byte) (int, error)"}, // known by its shape
		{"own", "Readable", ""},
		{"Server", "ServeConn", "(Server).ServeConn(io.ReadWriteCloser) in Server.Register, Server.ServeCodec, Server.ServeRequest"},
		{"Server", "Register", ""},
	}
	for _, test := range tests {
		roles := set.Func(method(t, pkg, test.typ, test.method))
		switch {
		case roles == nil && test.want != "":
			t.Errorf("%s.%s: nothing known", test.typ, test.method)
		case roles != nil && roles.Name != test.want:
			t.Errorf("%s.%s is %s, want %s", test.typ, test.method, roles.Name, test.want)
		}
	}
}

func TestOwnModels(t *testing.T) {
	pkg := check(t, "example.com/shop", shop)
	entries, err := parseOwn(`
- func: (example.com/shop.own).Readable
  source: {kind: mine, at: "arg[0]"}
- func: .*/shop\.Server\.Serve.*
  regexp: true
  sink: {kind: mine, at: "arg[0]"}
- func: (*encoding/gob.Decoder).Decode
  sink: {kind: extra, at: recv}
- field: example.com/shop.own.Data
  source: {kind: mine}
- chan: "*example.com/shop.own"
  source: {kind: mine}
- shape: (own).Readable(_) (...)
  sink: {kind: shaped, at: "arg[0]"}
`)
	if err != nil {
		t.Fatal(err)
	}
	set := NewSet(entries...)
	if r := set.Func(method(t, pkg, "own", "Readable")); r == nil || r.Sources[0].Kind != "mine" {
		t.Errorf("exact name: %+v", r)
	}
	if r := set.Func(method(t, pkg, "Server", "ServeCodec")); r == nil || r.Sinks[0].Kind != "mine" || r.Name != "(example.com/shop.Server).ServeCodec" {
		t.Errorf("pattern: %+v", r)
	}
	if r := set.Func(method(t, pkg, "Server", "Register")); r != nil {
		t.Errorf("pattern that does not match: %+v", r)
	}
	if r := set.Func(method(t, pkg, "embeds", "Decode")); r == nil || len(r.Sinks) != 2 || r.Sinks[0].Kind != "unhardened" {
		t.Errorf("added to an embedded model: %+v", r)
	}
	if r := NewSet().Func(method(t, pkg, "embeds", "Decode")); len(r.Sinks) != 1 {
		t.Errorf("one set's models changed another's: %+v", r)
	}
	own := pkg.Scope().Lookup("own").(*types.TypeName)
	fields := own.Type().Underlying().(*types.Struct)
	if r := set.Field(own, fields.Field(0)); r == nil || r.Sources[0].Label != "shop.own.Data" {
		t.Errorf("field: %+v", r)
	}
	if r := set.Field(own, fields.Field(1)); r == nil || r.Sources[0].Kind != "mine" || r.Pos != "struct tag" {
		t.Errorf("field with a tag: %+v", r)
	}
	if r := set.Field(own, fields.Field(2)); r != nil {
		t.Errorf("field without: %+v", r)
	}
	if r := set.Chan(fields.Field(2).Type().(*types.Chan).Elem()); r == nil || r.Sources[0].Kind != "mine" {
		t.Errorf("channel: %+v", r)
	}
	for path, want := range map[string]bool{"example.com/shop": true, "encoding/gob": true, "net/http": true, "strings": false, "example.com/other": true} {
		// the pattern starts with .*, so any package may have what it matches
		if set.Covers(path) != (want || path == "strings") {
			t.Errorf("Covers(%q) = %t", path, set.Covers(path))
		}
	}
	if NewSet().Covers("strings") || !NewSet().Covers("vendor/encoding/gob") {
		t.Error("Covers of the embedded models")
	}
}

func TestCallbacks(t *testing.T) {
	pkg, err := importer.ForCompiler(token.NewFileSet(), "source", nil).Import("database/sql")
	if err != nil {
		t.Fatal(err)
	}
	funcs := NewSet().Callbacks(pkg)
	if len(funcs) != 1 || funcs[0].FullName() != "(database/sql.Scanner).Scan" {
		t.Errorf("callbacks of database/sql: %v", funcs)
	}
	if NewSet().Callbacks(pkg.Imports()[0]) != nil {
		t.Errorf("%s has callbacks", pkg.Imports()[0].Path())
	}
}

func BenchmarkFirstLookUp(b *testing.B) {
	pkg, err := importer.ForCompiler(token.NewFileSet(), "source", nil).Import("net/http")
	if err != nil {
		b.Fatal(err)
	}
	fn := method(b, pkg, "Request", "FormValue")
	for b.Loop() {
		embedded = &store{pkgs: map[string]*compiledPkg{}}
		if NewSet().Func(fn) == nil {
			b.Fatal("not found")
		}
	}
}

func BenchmarkLookUp(b *testing.B) {
	pkg, err := importer.ForCompiler(token.NewFileSet(), "source", nil).Import("net/http")
	if err != nil {
		b.Fatal(err)
	}
	set := NewSet()
	known, unknown := method(b, pkg, "Request", "FormValue"), method(b, pkg, "Server", "Shutdown")
	for b.Loop() {
		set.Func(known)
		set.Func(unknown)
	}
}

// What reading the same models from YAML would cost a process that needs those of net/http.
func BenchmarkYAML(b *testing.B) {
	data, err := dataFile("net/http.yml")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := ParseFile("net/http.yml", "net/http", data); err != nil {
			b.Fatal(err)
		}
	}
}

func TestDescribe(t *testing.T) {
	for _, path := range Paths() {
		if Describe(path) == "" {
			t.Errorf("nothing is said of %s", path)
		}
	}
	const want = `(*encoding/gob.Decoder).Decode
	sink of unhardened at recv: gob
	propagates recv to arg[0]
`
	if got := Describe("encoding/gob"); !strings.Contains(got, want) {
		t.Errorf("%s\ndoes not say\n%s", got, want)
	}
	if Describe("example.com/none") != "" {
		t.Error("something is said of a package without models")
	}
}
