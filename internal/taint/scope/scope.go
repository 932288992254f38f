// Package scope decides, on the syntax tree and before any SSA form is built, what of a package is analysed, and
// answers questions about the package as a whole.
//
// It knows models, facts and names. It must not know SSA values or how a summary is computed.
package scope

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/facts"
)

// A Scope is what of a package is analysed.
type Scope struct {
	// Own: the package belongs to the main module, as far as the driver tells. All of it is analysed, so that what its
	// functions do not pass on is also known. Of a dependency only what matters is analysed.
	Own bool
	// Lazy: sources of the kinds in kind.Lazy are followed, since the package comes near a sink that asks for them.
	Lazy bool
	// Outside: the initialiser of a variable names something that matters.
	Outside bool
	// Files are the package's files, with the bodies of functions that do not matter left out; nil if nothing matters.
	Files []*ast.File

	pass       *analysis.Pass
	models     *model.Set
	belowHooks map[*types.Func]bool                 // decoding methods of types that lead to an effect, and their callees
	callbacks  map[string][]*types.Func             // interface methods with sources in their arguments, by name
	funcTypes  map[*types.Package][]*types.TypeName // memo of FunctionTypes
}

// Of returns the scope of a pass's package. It includes test files if tests is set.
func Of(pass *analysis.Pass, models *model.Set, imports *facts.Imports, tests bool) *Scope {
	sc := &Scope{
		Own: ownModule(pass), pass: pass, models: models, belowHooks: map[*types.Func]bool{},
		callbacks: map[string][]*types.Func{}, funcTypes: map[*types.Package][]*types.TypeName{},
	}
	if !sc.Own && models.Covers(pass.Pkg.Path()) {
		return sc // a modelled library: its models count, not its code
	}
	for _, imp := range append([]*types.Package{pass.Pkg}, pass.Pkg.Imports()...) {
		for _, m := range models.Callbacks(imp) {
			sc.callbacks[m.Name()] = append(sc.callbacks[m.Name()], m)
		}
	}
	r := sc.newRelevance(imports, tests)
	if r.relevant() {
		sc.Files, sc.Outside, sc.Lazy = r.files(), r.outside, r.lazy
	}
	return sc
}

func ownModule(pass *analysis.Pass) bool {
	m := pass.Module
	return m == nil || m.Version == "" || m.Version == "(devel)"
}

// BelowHook reports whether effects count in a function: everywhere in the main module, in a dependency only where a
// decoding method of a type leads.
func (sc *Scope) BelowHook(fn *ssa.Function) bool {
	if sc.Own {
		return true
	}
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	if o := fn.Origin(); o != nil {
		fn = o
	}
	obj, ok := fn.Object().(*types.Func)
	return ok && sc.belowHooks[obj]
}

// Callbacks returns the sources in the arguments of the modelled interface methods that a method implements.
func (sc *Scope) Callbacks(fn *types.Func) []model.Source {
	if fn.Signature().Recv() == nil {
		return nil
	}
	var out []model.Source
	for _, m := range sc.callbacks[fn.Name()] {
		recv := fn.Signature().Recv().Type()
		iface, ok := m.Signature().Recv().Type().Underlying().(*types.Interface)
		if !ok || !types.Implements(recv, iface) && !types.Implements(types.NewPointer(recv), iface) {
			continue
		}
		for _, s := range sc.models.Func(m).Sources {
			if s.At.Root == model.Arg && !s.Written {
				out = append(out, s)
			}
		}
	}
	return out
}

// FunctionTypes returns the function types of a package whose results are sinks.
func (sc *Scope) FunctionTypes(pkg *types.Package) []*types.TypeName {
	if out, ok := sc.funcTypes[pkg]; ok {
		return out
	}
	var out []*types.TypeName
	for _, name := range pkg.Scope().Names() {
		t, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		if _, ok := t.Type().Underlying().(*types.Signature); ok {
			if roles := sc.models.Type(t); roles != nil && len(roles.Sinks) > 0 {
				out = append(out, t)
			}
		}
	}
	sc.funcTypes[pkg] = out
	return out
}
