package model

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/position"
)

// declaredRoles are the roles that a comment above a declaration can give it:
//
//	//unsafedecode:source kind [path]
//	//unsafedecode:sink kind [path]
//	//unsafedecode:sanitizer kind [path]
//
// On a function the path is `result` unless it says otherwise, and a sink needs one. On a field or a type it is the value
// itself.
var declaredRoles = []string{"source", "sink", "sanitizer"}

const declaredPrefix = "//unsafedecode:"

// IsDeclared reports whether a comment gives a declaration a role. The error is what is wrong with it.
func IsDeclared(comment string) (bool, error) {
	role, kind, _, ok := cutDeclared(comment)
	if !ok {
		return false, nil
	}
	if !kindName.MatchString(kind) {
		return true, fmt.Errorf("kind %q: write %s%s and a kind in lower case", kind, declaredPrefix, role)
	}
	return true, nil
}

func cutDeclared(comment string) (role, kind, path string, ok bool) {
	rest, ok := strings.CutPrefix(comment, declaredPrefix)
	if !ok {
		return "", "", "", false
	}
	words := append(strings.Fields(rest), "", "", "")
	return words[0], words[1], words[2], slices.Contains(declaredRoles, words[0])
}

// Declared returns what the comments of a package say of its functions, types and fields. A comment that is mistaken says
// nothing.
func Declared(pkg string, fset *token.FileSet, files []*ast.File) (entries []Entry) {
	d := &declarations{pkg: pkg, fset: fset}
	for _, file := range files {
		if !mentioned(file) {
			continue
		}
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				d.add(decl.Doc, Symbol{Kind: FuncSymbol, Recv: receiverName(decl), Name: decl.Name.Name})
			case *ast.GenDecl:
				d.types(decl)
			}
		}
	}
	return d.entries
}

// mentioned spares the walk of a file without such comments, as nearly all are.
func mentioned(file *ast.File) bool {
	return slices.ContainsFunc(file.Comments, func(g *ast.CommentGroup) bool {
		return slices.ContainsFunc(g.List, func(c *ast.Comment) bool {
			_, _, _, ok := cutDeclared(c.Text)
			return ok
		})
	})
}

type declarations struct {
	pkg     string
	fset    *token.FileSet
	entries []Entry
}

func (d *declarations) types(decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		spec, ok := spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		doc := spec.Doc
		if doc == nil && len(decl.Specs) == 1 {
			doc = decl.Doc
		}
		d.add(doc, Symbol{Kind: TypeSymbol, Name: spec.Name.Name})
		switch t := spec.Type.(type) {
		case *ast.StructType:
			d.members(spec.Name.Name, t.Fields, FieldSymbol)
		case *ast.InterfaceType:
			d.members(spec.Name.Name, t.Methods, FuncSymbol)
		}
	}
}

func (d *declarations) members(owner string, list *ast.FieldList, kind SymbolKind) {
	for _, member := range list.List {
		for _, name := range member.Names {
			d.add(member.Doc, Symbol{Kind: kind, Recv: owner, Name: name.Name})
		}
	}
}

func (d *declarations) add(doc *ast.CommentGroup, sym Symbol) {
	if doc == nil {
		return
	}
	sym.Pkg = d.pkg
	e := Entry{Symbol: sym, Roles: Roles{Name: sym.String()}}
	for _, comment := range doc.List {
		role, kind, path, ok := cutDeclared(comment.Text)
		if !ok || !kindName.MatchString(kind) {
			continue
		}
		if path == "" && sym.Kind == FuncSymbol && role != "sink" {
			path = "result"
		}
		at, err := ParsePath(path)
		if err != nil {
			continue
		}
		switch role {
		case "source":
			e.Roles.Sources = append(e.Roles.Sources, Source{Kind: kind, At: at})
		case "sink":
			e.Roles.Sinks = append(e.Roles.Sinks, Sink{Kind: kind, At: at})
		case "sanitizer":
			e.Roles.Sanitizers = append(e.Roles.Sanitizers, Sanitizer{Kinds: []string{kind}, At: at})
			e.Roles.Opaque = true
		}
		e.Roles.Pos = position.Of(d.fset, comment.Pos()).String()
	}
	if e.Roles.Pos != "" && e.check() == nil {
		d.entries = append(d.entries, e)
	}
}

// receiverName is the type of a method's receiver; empty for a function.
func receiverName(decl *ast.FuncDecl) string {
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		return ""
	}
	t := decl.Recv.List[0].Type
	for {
		switch u := t.(type) {
		case *ast.StarExpr:
			t = u.X
		case *ast.ParenExpr:
			t = u.X
		case *ast.IndexExpr:
			t = u.X
		case *ast.IndexListExpr:
			t = u.X
		case *ast.Ident:
			return u.Name
		default:
			return ""
		}
	}
}

// declaredJSON is an entry as it travels from a package to those that import it. Positions stay behind: they differ
// from machine to machine.
type declaredJSON struct {
	Symbol Symbol
	Roles  Roles
}

// MarshalDeclared encodes what Declared returned; equal input gives equal bytes.
func MarshalDeclared(entries []Entry) ([]byte, error) {
	list := make([]declaredJSON, len(entries))
	for i, e := range entries {
		list[i] = declaredJSON{e.Symbol, e.Roles}
		list[i].Roles.Pos = ""
	}
	return json.Marshal(list)
}

// UnmarshalDeclared is the inverse of MarshalDeclared.
func UnmarshalDeclared(data []byte) ([]Entry, error) {
	var list []declaredJSON
	if err := json.Unmarshal(data, &list); err != nil {
		return nil, err
	}
	entries := make([]Entry, len(list))
	for i, e := range list {
		e.Roles.Name = e.Symbol.String()
		entries[i] = Entry{Symbol: e.Symbol, Roles: e.Roles}
	}
	return entries, nil
}
