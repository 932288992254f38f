package hook

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// calls is the call graph of a package. On it, what a hook does for any input, commands above all, is found without SSA
// form. Calls through interfaces and function values are not followed.
type calls struct {
	r      *Result
	of     map[*types.Func][]call // nil until they are asked for
	bodies map[*types.Func]*ast.FuncDecl
	memo   map[*types.Func][]Effect
	facts  map[*types.Package]*callFact
}

type call struct {
	fn  *types.Func
	pos token.Pos
}

// maxCalls bounds the effects of one function, and maxDepth how deep calls are followed to a connection: far below, a
// connection is the program's logging or tracing.
const (
	maxCalls = 4
	maxDepth = 3
)

func (c *calls) read() {
	if c.of != nil {
		return
	}
	c.of, c.bodies, c.memo = map[*types.Func][]call{}, map[*types.Func]*ast.FuncDecl{}, map[*types.Func][]Effect{}
	syntax.Calls(c.r.pass, func(fd *ast.FuncDecl, n *ast.CallExpr) {
		if fd == nil {
			return
		}
		fn, ok := c.r.pass.TypesInfo.Defs[fd.Name].(*types.Func)
		if callee := syntax.Callee(c.r.pass.TypesInfo, n); ok && callee != nil {
			c.bodies[fn] = fd
			c.of[fn] = append(c.of[fn], call{callee.Origin(), n.Pos()})
		}
	})
}

// effects returns what a function of the package does for any arguments.
func (c *calls) effects(fn *types.Func) []Effect {
	c.read()
	return c.below(fn)
}

func (c *calls) below(fn *types.Func) []Effect {
	if out, ok := c.memo[fn]; ok {
		return out
	}
	c.memo[fn] = nil // a cycle adds nothing
	var out []Effect
	add := func(e Effect, at call, through bool) {
		if len(out) >= maxCalls || e.Kind == "address" && len(e.Trace) >= maxDepth || slices.ContainsFunc(out, func(o Effect) bool { return o.Kind == e.Kind }) {
			return
		}
		if through {
			e.Trace = append([]taint.Step{c.r.step(fn, at.pos, "calls "+at.fn.Name())}, e.Trace...)
		}
		out = append(out, e)
	}
	for _, at := range c.of[fn] {
		for _, e := range c.direct(fn, at) {
			add(e, at, false)
		}
		switch {
		case at.fn.Pkg() == c.r.pass.Pkg:
			for _, e := range c.below(at.fn) {
				add(e, at, true)
			}
		case at.fn.Pkg() != nil:
			for _, e := range c.imported(at.fn) {
				e.Trace = slices.Clone(e.Trace)
				for i := range e.Trace {
					e.Trace[i].Pos = at.pos
				}
				add(e, at, true)
			}
		}
	}
	c.memo[fn] = out
	return out
}

// direct are the effects of the called function itself, by its model.
func (c *calls) direct(fn *types.Func, at call) (out []Effect) {
	roles := c.r.models.Func(at.fn)
	if roles == nil {
		return nil
	}
	for _, s := range roles.Sinks {
		if slices.Contains(always, s.Kind) {
			label := s.Label
			if label == "command" {
				label = "runs a command"
			}
			out = append(out, Effect{Kind: s.Kind, Label: label, Trace: []taint.Step{c.r.step(fn, at.pos, label+" ("+roles.Name+")")}})
		}
	}
	return out
}

// imported are the effects of a function of another package, by that package's fact.
func (c *calls) imported(fn *types.Func) []Effect {
	if c.facts == nil {
		c.facts = map[*types.Package]*callFact{}
	}
	fact, ok := c.facts[fn.Pkg()]
	if !ok {
		fact = new(callFact)
		if !c.r.pass.ImportPackageFact(fn.Pkg(), fact) {
			fact = nil
		}
		c.facts[fn.Pkg()] = fact
	}
	if fact == nil {
		return nil
	}
	i := slices.IndexFunc(fact.Funcs, func(f codedHook) bool { return f.Method == key(fn) })
	if i < 0 {
		return nil
	}
	return fact.Funcs[i].decode()
}

// key names a function or method in its package.
func key(fn *types.Func) string {
	if fn.Signature().Recv() != nil {
		if tn := receiver(fn); tn != nil {
			return tn.Name() + "." + fn.Name()
		}
	}
	return fn.Name()
}

// runners are the packages by which programs run commands and load code. One that imports none of them, nor another
// that does, exports nothing.
var runners = []string{"os/exec", "plugin", "syscall"}

// export exports the functions that run commands or load code whatever their arguments are.
func (c *calls) export() {
	relevant := false
	for _, imp := range c.r.pass.Pkg.Imports() {
		relevant = relevant || slices.Contains(runners, imp.Path()) || c.r.pass.ImportPackageFact(imp, new(callFact))
	}
	if !relevant {
		return
	}
	c.read()
	fact := new(callFact)
	for _, fn := range c.functions() {
		if !fn.Exported() {
			continue
		}
		var exported []Effect
		for _, e := range c.below(fn) {
			if e.Kind != "address" {
				exported = append(exported, e)
			}
		}
		if exported != nil {
			coded := c.r.encode(fn, exported)
			coded.Method = key(fn)
			fact.Funcs = append(fact.Funcs, coded)
		}
	}
	if fact.Funcs != nil {
		fact.sort()
		c.r.pass.ExportPackageFact(fact)
	}
}

// functions returns the functions that call others, in source order, on which the results for mutually recursive
// functions depend.
func (c *calls) functions() []*types.Func {
	return slices.SortedFunc(maps.Keys(c.of), func(a, b *types.Func) int { return cmp.Compare(a.Pos(), b.Pos()) })
}

// language are the effects that the body of a hook has by the language and its runtime: a goroutine, a lock that stays,
// memory that is seen as another type.
func (c *calls) language(fn *types.Func) (out []Effect) {
	c.read()
	fd := c.bodies[fn]
	if fd == nil {
		return nil
	}
	add := func(kind, label string, at ast.Node) {
		if !slices.ContainsFunc(out, func(e Effect) bool { return e.Kind == kind }) {
			out = append(out, Effect{Kind: kind, Label: label, Trace: []taint.Step{c.r.step(fn, at.Pos(), label)}})
		}
	}
	var locks []*ast.CallExpr
	unlocks := false
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			add("goroutine", "starts a goroutine", n)
		case *ast.CallExpr:
			if tv := c.r.pass.TypesInfo.Types[n.Fun]; tv.IsType() && tv.Type == types.Typ[types.UnsafePointer] {
				add("unsafe", "sees memory as another type", n)
			}
			switch callee := syntax.Callee(c.r.pass.TypesInfo, n); {
			case callee == nil || syntax.Path(callee) != "sync":
			case callee.Name() == "Lock" || callee.Name() == "RLock":
				locks = append(locks, n)
			case callee.Name() == "Unlock" || callee.Name() == "RUnlock":
				unlocks = true
			}
		}
		return true
	})
	if len(locks) > 0 && !unlocks {
		add("lock", "takes a lock and keeps it", locks[0])
	}
	return out
}
