package taint

import (
	"fmt"
	"go/types"
	"runtime/debug"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// maxImplementers bounds the candidates of one interface call; past it the callee counts as unknown.
const maxImplementers = 8

type implKey struct {
	iface  string
	method string
}

// calleeOf is what is known of a function that a call names.
func (p *pkg) calleeOf(fn *ssa.Function, bindings []*val) callee {
	ce := callee{name: p.calleeName(fn), fn: fn, bindings: bindings}
	obj, _ := fn.Object().(*types.Func)
	if o := fn.Origin(); o != nil && obj == nil {
		obj, _ = o.Object().(*types.Func)
	}
	if obj != nil && !wrapper(fn) {
		ce.obj = obj.Origin()
		ce.roles = p.models.Func(ce.obj)
	}
	if ce.roles != nil && !ce.roles.ByShape && len(ce.roles.Sinks) == 0 {
		return ce
	}
	if p.known[fn] {
		ce.sum = p.sums[fn]
		if ce.sum == nil {
			ce.sum = &summary.Summary{} // in a cycle, not computed yet
		}
		return ce
	}
	if ce.obj != nil {
		ce.sum = p.imports.Summary(ce.obj)
	}
	return ce
}

// rolesOf is what is modelled of a function with a body. A library's own functions are what their bodies say where the
// library itself is analysed: else its binder would be reported inside of itself. What its authors declare holds.
func (p *pkg) rolesOf(obj *types.Func) *model.Roles {
	roles := p.models.Func(obj)
	if roles == nil || roles.ByShape || p.pass.Module == nil || obj.Pkg() == nil || !belongs(obj.Pkg().Path(), p.pass.Module.Path) {
		return roles
	}
	return p.models.DeclaredFunc(obj)
}

// belongs reports whether a package lies in a module.
func belongs(importPath, module string) bool {
	rest, ok := strings.CutPrefix(importPath, module)
	return ok && module != "" && (rest == "" || rest[0] == '/')
}

// wrapper reports whether a function was made by the SSA builder around another: a bound method, a method expression, a
// promoted method.
func wrapper(fn *ssa.Function) bool {
	return strings.HasPrefix(fn.Synthetic, "bound method") || strings.HasPrefix(fn.Synthetic, "thunk") || strings.HasPrefix(fn.Synthetic, "wrapper")
}

func (p *pkg) calleeName(fn *ssa.Function) string {
	if obj, ok := fn.Object().(*types.Func); ok {
		name := obj.Name()
		if sig, ok := obj.Type().(*types.Signature); ok && sig.Recv() != nil {
			if t := shape.NameOf(sig.Recv().Type()); t != nil {
				name = t.Name() + "." + name
			}
		}
		if obj.Pkg() != nil && obj.Pkg() != p.pass.Pkg {
			name = obj.Pkg().Name() + "." + name
		}
		return name
	}
	if fn.Parent() != nil {
		return "a function literal"
	}
	return fn.Name()
}

// methodOf is the method of a dynamic type that an interface call reaches.
func (p *pkg) methodOf(t types.Type, m *types.Func) (callee, bool) {
	if t == otherTypes || types.IsInterface(t) {
		return callee{}, false
	}
	found, index, _ := types.LookupFieldOrMethod(t, false, m.Pkg(), m.Name())
	obj, ok := found.(*types.Func)
	if !ok {
		return callee{}, false
	}
	ce := p.declared(obj)
	if len(index) > 1 {
		ce.within, ce.index = t, index[:len(index)-1]
	}
	return ce, true
}

// declared is what is known of a method for what it is declared as.
func (p *pkg) declared(obj *types.Func) callee {
	if obj.Pkg() == p.pass.Pkg {
		if fn := p.prog.FuncValue(obj.Origin()); fn != nil && len(fn.Blocks) > 0 && fn.Signature.RecvTypeParams() == nil {
			return p.calleeOf(fn, nil)
		}
	}
	ce := callee{name: methodName(obj), obj: obj.Origin()}
	ce.roles = p.rolesOf(ce.obj)
	if ce.roles == nil || ce.roles.ByShape {
		ce.sum = p.imports.Summary(ce.obj)
		if fn := p.prog.FuncValue(ce.obj); fn != nil && p.known[fn] {
			ce.sum = p.sums[fn]
		}
	}
	return ce
}

// methodNamed is methodOf by name alone.
func (p *pkg) methodNamed(t types.Type, name string) (callee, bool) {
	found, _, _ := types.LookupFieldOrMethod(t, false, p.pass.Pkg, name)
	m, ok := found.(*types.Func)
	if !ok {
		return callee{}, false
	}
	return p.methodOf(t, m)
}

// implementers are the methods that a call through an interface may reach: of the types of this package and of those
// that it imports, as far as anything is known of them.
func (p *pkg) implementers(c *ssa.CallCommon) []callee {
	iface, ok := c.Value.Type().Underlying().(*types.Interface)
	if !ok || iface.NumMethods() == 0 {
		return nil
	}
	key := implKey{types.TypeString(c.Value.Type(), nil), c.Method.Name()}
	if out, ok := p.impls[key]; ok {
		return p.refresh(out)
	}
	var out []callee
	for _, t := range p.candidates() {
		if ce, ok := p.implementation(t, iface, c.Method); ok && (ce.sum != nil || ce.roles != nil || p.known[ce.fn]) {
			out = append(out, ce)
		}
	}
	if len(out) > maxImplementers {
		p.caps[summary.BoundImplementers]++
		out = nil
	}
	p.impls[key] = out
	return p.refresh(out)
}

// refresh gives callees of this package their summaries of today.
func (p *pkg) refresh(cs []callee) []callee {
	for i := range cs {
		if cs[i].fn != nil && p.known[cs[i].fn] && cs[i].roles == nil {
			cs[i].sum = p.sums[cs[i].fn]
			if cs[i].sum == nil {
				cs[i].sum = &summary.Summary{}
			}
		}
	}
	return cs
}

func (p *pkg) implementation(t types.Type, iface *types.Interface, m *types.Func) (callee, bool) {
	if types.Implements(t, iface) {
		return p.methodOf(t, m)
	}
	if ptr := types.NewPointer(t); types.Implements(ptr, iface) {
		return p.methodOf(ptr, m)
	}
	return callee{}, false
}

// candidates are the named types that may stand behind an interface.
func (p *pkg) candidates() []types.Type {
	if p.types != nil {
		return p.types
	}
	p.types = []types.Type{}
	add := func(scope *types.Scope, all bool) {
		for _, name := range scope.Names() {
			tn, ok := scope.Lookup(name).(*types.TypeName)
			if !ok || tn.IsAlias() || !all && (!tn.Exported() || !p.imports.HasType(tn)) {
				continue
			}
			n, ok := tn.Type().(*types.Named)
			if !ok || types.IsInterface(n) || n.TypeParams().Len() > 0 {
				continue
			}
			p.types = append(p.types, n)
		}
	}
	add(p.pass.Pkg.Scope(), true)
	for _, imp := range p.pass.Pkg.Imports() {
		if p.imports.HasPackage(imp) {
			add(imp.Scope(), false)
		}
	}
	return p.types
}

func failureOf(fn *ssa.Function, reason any) Failure {
	return Failure{Pos: fn.Pos(), Func: functionName(fn), Reason: panicReason(reason)}
}

// panicReason is what a panic said, and where.
func panicReason(reason any) string {
	stack := strings.Split(string(debug.Stack()), "\n")
	where := ""
	for i, line := range stack {
		if strings.Contains(line, "panic(") && i+3 < len(stack) {
			where = strings.TrimSpace(stack[i+2])
		}
	}
	return fmt.Sprint(reason, " at ", where)
}
