package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"iter"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"weak"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// A Builder builds fixes for one package. It is safe for concurrent use: analyzers share it.
type Builder struct {
	fset   *token.FileSet
	files  []*ast.File
	pkg    *types.Package
	info   *types.Info
	signed string // import path of the bundled library

	tree     func() *tree
	codecs   func() *codecs
	accesses func() []*access
	flows    *taint.Result
	trail    func() *taint.Trail
	fallback time.Time // the day on which a migration ends

	models    *model.Set
	mu        sync.Mutex                // of what follows
	encodings map[string]*encoding      // by import path, without major versions; nil for what is no encoding
	pairs     map[*types.Func]*encoding // by the function that decodes
}

// latest is the builder that was made last: the rules of a package ask for it one after another.
var latest atomic.Pointer[weak.Pointer[Builder]]

// New returns a builder for the package of a pass, whose analyzer requires config.Analyzer.
func New(pass *analysis.Pass) *Builder {
	path := config.DefaultSignedCodec
	models := model.NewSet()
	day := time.Now().UTC().Add(config.Migration).Truncate(24 * time.Hour)
	if c, ok := pass.ResultOf[config.Analyzer].(*config.Config); ok {
		path = c.SignedCodecPath()
		if c.Undated {
			day = config.NoDay
		}
		if c.Models != nil {
			models = c.Models
		}
	}
	if p := latest.Load(); p != nil {
		if b := p.Value(); b != nil && b.info == pass.TypesInfo && b.signed == path {
			return b
		}
	}
	b := newBuilder(pass, path, day)
	b.models = models
	b.flows, _ = pass.ResultOf[taint.Analyzer].(*taint.Result)
	p := weak.Make(b)
	latest.Store(&p)
	return b
}

// Library is the import path of the bundled library, as the settings have it.
func (b *Builder) Library() string { return b.signed }

func newBuilder(pass *analysis.Pass, path string, day time.Time) *Builder {
	b := &Builder{
		fset:     pass.Fset,
		files:    pass.Files,
		pkg:      pass.Pkg,
		info:     pass.TypesInfo,
		signed:   path,
		fallback: day,

		models: model.NewSet(), encodings: map[string]*encoding{},
	}
	b.tree = sync.OnceValue(func() *tree { return newTree(b) })
	b.codecs = sync.OnceValue(func() *codecs { return newCodecs(b) })
	b.accesses = sync.OnceValue(b.findAccesses)
	b.trail = sync.OnceValue(b.newTrail)
	return b
}

// file returns the file that holds a position, or nil if a fix must not change it: it is generated, or cgo or another tool
// has rewritten it.
func (b *Builder) file(pos token.Pos) *ast.File {
	for _, f := range b.files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			if ast.IsGenerated(f) || importsC(f) || !strings.HasSuffix(b.fset.File(pos).Name(), ".go") {
				return nil
			}
			return f
		}
	}
	return nil
}

func importsC(f *ast.File) bool {
	for _, spec := range f.Imports {
		if spec.Path.Value == `"C"` {
			return true
		}
	}
	return false
}

func (b *Builder) inTest(pos token.Pos) bool {
	return strings.HasSuffix(b.fset.File(pos).Name(), "_test.go")
}

// editable yields the places in files that a fix may change.
func (b *Builder) editable(places []token.Pos) iter.Seq[token.Pos] {
	return func(yield func(token.Pos) bool) {
		for _, pos := range places {
			if b.file(pos) != nil && !yield(pos) {
				return
			}
		}
	}
}

// outsideTests yields the editable places outside of tests.
func (b *Builder) outsideTests(places []token.Pos) iter.Seq[token.Pos] {
	return func(yield func(token.Pos) bool) {
		for pos := range b.editable(places) {
			if !b.inTest(pos) && !yield(pos) {
				return
			}
		}
	}
}

// A tree finds the parents of the nodes of a package, and holds the uses of its objects.
type tree struct {
	root   inspector.Cursor
	uses   map[types.Object][]*ast.Ident
	calls  map[*types.Func][]*ast.CallExpr // of functions of the package
	bodies map[*types.Func]*ast.FuncDecl
}

func newTree(b *Builder) *tree {
	in := inspector.New(b.files)
	t := &tree{
		root:   in.Root(),
		uses:   make(map[types.Object][]*ast.Ident),
		calls:  make(map[*types.Func][]*ast.CallExpr),
		bodies: make(map[*types.Func]*ast.FuncDecl),
	}
	in.Preorder([]ast.Node{(*ast.Ident)(nil), (*ast.CallExpr)(nil), (*ast.FuncDecl)(nil)}, func(n ast.Node) { t.note(b, n) })
	return t
}

// parent returns the parent of a node of the package; nil for a file, and for what is no node of it.
func (t *tree) parent(n ast.Node) ast.Node {
	if n == nil {
		return nil
	}
	c, ok := t.root.FindNode(n)
	if !ok {
		return nil
	}
	return c.Parent().Node()
}

func (t *tree) note(b *Builder, n ast.Node) {
	switch n := n.(type) {
	case *ast.Ident:
		if obj := b.info.Uses[n]; obj != nil {
			t.uses[obj] = append(t.uses[obj], n)
		}
	case *ast.CallExpr:
		if fn := b.callee(n); fn != nil && fn.Pkg() == b.pkg {
			t.calls[fn] = append(t.calls[fn], n)
		}
	case *ast.FuncDecl:
		if fn, ok := b.info.Defs[n.Name].(*types.Func); ok && n.Body != nil {
			t.bodies[fn] = n
		}
	}
}

// up returns the parent of a node, parentheses left out.
func (t *tree) up(n ast.Node) ast.Node {
	p := t.parent(n)
	for {
		paren, ok := p.(*ast.ParenExpr)
		if !ok {
			return p
		}
		p = t.parent(paren)
	}
}

// function returns the declaration that encloses a node; nil outside of functions.
func (t *tree) function(n ast.Node) *ast.FuncDecl {
	for ; n != nil; n = t.parent(n) {
		if fn, ok := n.(*ast.FuncDecl); ok {
			return fn
		}
	}
	return nil
}

// body returns the innermost function, declared or literal, around a node.
func (t *tree) body(n ast.Node) ast.Node {
	for n = t.parent(n); n != nil; n = t.parent(n) {
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			return n
		}
	}
	return nil
}

// callee returns the function that a call names, as declared; nil for conversions, builtins and function values.
func (b *Builder) callee(call *ast.CallExpr) *types.Func {
	fun := ast.Unparen(call.Fun)
	switch f := fun.(type) {
	case *ast.IndexExpr:
		fun = ast.Unparen(f.X)
	case *ast.IndexListExpr:
		fun = ast.Unparen(f.X)
	}
	var id *ast.Ident
	switch f := fun.(type) {
	case *ast.Ident:
		id = f
	case *ast.SelectorExpr:
		id = f.Sel
	default:
		return nil
	}
	fn, ok := b.info.Uses[id].(*types.Func)
	if !ok {
		return nil
	}
	return fn.Origin()
}

// calls reports whether a call is of a function of another package, by import path and name.
func (b *Builder) calls(call *ast.CallExpr, path string, names ...string) bool {
	fn := b.callee(call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != path || fn.Signature().Recv() != nil {
		return false
	}
	for _, name := range names {
		if fn.Name() == name {
			return true
		}
	}
	return false
}

// isConversion reports whether a call converts a value.
func (b *Builder) isConversion(call *ast.CallExpr) bool {
	return len(call.Args) == 1 && b.info.Types[call.Fun].IsType()
}

// at returns the innermost node of type T that encloses [pos, end].
func at[T ast.Node](b *Builder, pos, end token.Pos, accept func(T) bool) (found T, ok bool) {
	for _, f := range b.files {
		if pos < f.FileStart || pos > f.FileEnd {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil || n.Pos() > pos || n.End() < end {
				return false
			}
			if t, is := n.(T); is && (accept == nil || accept(t)) {
				found, ok = t, true
			}
			return true
		})
	}
	return found, ok
}
