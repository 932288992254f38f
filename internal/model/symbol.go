package model

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"
)

// A SymbolKind says what a model is about.
type SymbolKind byte

const (
	FuncSymbol  SymbolKind = 'f' // a function, method or interface method
	TypeSymbol  SymbolKind = 't' // the parameters of a named type; of a function type, what functions of it are given and return
	FieldSymbol SymbolKind = 'd' // a field of a named struct type
	ChanSymbol  SymbolKind = 'c' // the elements of the channels of an element type
	VarSymbol   SymbolKind = 'v' // a package-level variable
	ShapeSymbol SymbolKind = 's' // functions of any package by name and signature
)

var symbolKinds = map[string]SymbolKind{
	"func": FuncSymbol, "type": TypeSymbol, "field": FieldSymbol, "chan": ChanSymbol, "var": VarSymbol, "shape": ShapeSymbol,
}

// A Symbol is the name of what is modelled.
type Symbol struct {
	Kind SymbolKind
	Pkg  string // import path; "builtin" for the universe
	Recv string // type of a method or field, without pointer and type parameters
	Name string // for a channel, the element type as written; for a shape, all of it
	Ptr  bool   // the method is declared on the pointer
}

// builtinPkg is the import path under which names of the universe are modelled.
const builtinPkg = "builtin"

// ParseSymbol reads a name. Where the file is about packages (pkg is not empty) names carry no import path.
func ParseSymbol(kind SymbolKind, text, pkg string) (Symbol, error) {
	if kind == ShapeSymbol {
		_, err := parseShape(text)
		return Symbol{Kind: kind, Name: text}, err
	}
	s := Symbol{Kind: kind, Pkg: pkg}
	rest := text
	switch {
	case kind == FuncSymbol && strings.HasPrefix(text, "("):
		recv, method, ok := strings.Cut(text[1:], ").")
		if !ok || !token.IsIdentifier(method) {
			return s, fmt.Errorf("%q is no method; want (*T).Method or (T).Method", text)
		}
		rest, s.Ptr = strings.CutPrefix(recv, "*")
		s.Recv, s.Name = "", method
		if err := s.qualify(&s.Recv, rest, text); err != nil {
			return s, err
		}
	case kind == FieldSymbol:
		dot := strings.LastIndexByte(text, '.')
		if dot < 0 {
			return s, fmt.Errorf("%q is no field; want Type.Field", text)
		}
		s.Name = text[dot+1:]
		if err := s.qualify(&s.Recv, text[:dot], text); err != nil {
			return s, err
		}
	case kind == ChanSymbol:
		stars := len(text) - len(strings.TrimLeft(text, "*[]"))
		if err := s.qualify(&s.Name, text[stars:], text); err != nil {
			return s, err
		}
		s.Name = text[:stars] + s.Name
		return s, nil
	default:
		if err := s.qualify(&s.Name, text, text); err != nil {
			return s, err
		}
	}
	if !token.IsIdentifier(s.Name) {
		return s, fmt.Errorf("%q is no name of Go", s.Name)
	}
	return s, nil
}

// qualify splits an import path off a name, where one belongs, and stores the name.
func (s *Symbol) qualify(name *string, qualified, text string) error {
	slash := strings.LastIndexByte(qualified, '/')
	dot := strings.LastIndexByte(qualified, '.')
	*name = qualified
	switch {
	case s.Pkg != "" && (slash >= 0 || dot >= 0):
		return fmt.Errorf("%q: names in a file about packages carry no import path", text)
	case s.Pkg == "" && dot < 0:
		if s.Kind == ChanSymbol && token.IsIdentifier(qualified) {
			s.Pkg = builtinPkg
			return nil
		}
		return fmt.Errorf("%q carries no import path; want for instance example.com/app.%s", text, text)
	case s.Pkg == "" && dot < slash:
		return fmt.Errorf("%q has no name after its import path", text)
	case s.Pkg == "":
		s.Pkg, *name = qualified[:dot], qualified[dot+1:]
	}
	if !token.IsIdentifier(*name) {
		return fmt.Errorf("%q in %q is no name of Go (a method is written (*path.Type).Method)", *name, text)
	}
	if s.Pkg == "" {
		return fmt.Errorf("%q carries no import path", text)
	}
	return nil
}

// String prints the symbol as go/types prints the object's full name.
func (s Symbol) String() string {
	star := ""
	if s.Ptr {
		star = "*"
	}
	switch {
	case s.Kind == ShapeSymbol:
		return s.Name
	case s.Kind == ChanSymbol:
		stars := len(s.Name) - len(strings.TrimLeft(s.Name, "*[]"))
		if s.Pkg == builtinPkg {
			return s.Name
		}
		return s.Name[:stars] + s.Pkg + "." + s.Name[stars:]
	case s.Kind == FieldSymbol:
		return s.Pkg + "." + s.Recv + "." + s.Name
	case s.Recv != "":
		return "(" + star + s.Pkg + "." + s.Recv + ")." + s.Name
	}
	return s.Pkg + "." + s.Name
}

// plain is what a pattern of a user's model is matched against: no parentheses, no pointer.
func (s Symbol) plain() string {
	if s.Kind == ChanSymbol {
		return s.String()
	}
	if s.Recv != "" {
		return s.Pkg + "." + s.Recv + "." + s.Name
	}
	return s.Pkg + "." + s.Name
}

// local is the symbol's key within its package: what a compiled line starts with.
func (s Symbol) local() string {
	if s.Recv != "" {
		return string(s.Kind) + s.Recv + "." + s.Name
	}
	return string(s.Kind) + s.Name
}

// receiver is the type that declares a method; nil for a function and for a method of an unnamed interface.
func receiver(fn *types.Func) *types.TypeName {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	return typeName(recv.Type())
}

func typeName(t types.Type) *types.TypeName {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj()
	}
	return nil
}

func chanSymbol(elem types.Type) (Symbol, bool) {
	prefix := ""
	for {
		elem = types.Unalias(elem)
		switch t := elem.(type) {
		case *types.Pointer:
			prefix, elem = prefix+"*", t.Elem()
		case *types.Slice:
			prefix, elem = prefix+"[]", t.Elem()
		case *types.Named:
			return Symbol{Kind: ChanSymbol, Pkg: pkgPath(t.Obj().Pkg()), Name: prefix + t.Obj().Name()}, true
		case *types.Basic:
			return Symbol{Kind: ChanSymbol, Pkg: builtinPkg, Name: prefix + t.Name()}, true
		default:
			return Symbol{}, false
		}
	}
}

func pkgPath(pkg *types.Package) string {
	if pkg == nil {
		return builtinPkg
	}
	return pkg.Path()
}
