package taint

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Function values in the package's heap: what a field or variable is set to in one function is called in another.
// Those that are stored as they stand in the code are seen before the analysis, see scan; those that come by
// parameters, results and options, in the course of it.

// A cellFuncs knows the function values in the cells of the heap, by cell and path.
type cellFuncs struct {
	of map[string][]target
	// open are the cells that also get function values which cannot be seen here.
	open map[string]bool
	// readers are the functions that asked for what a cell holds, with the number of targets that they were told of.
	readers map[string]map[*ssa.Function]int
}

func newCellFuncs() *cellFuncs {
	return &cellFuncs{of: map[string][]target{}, open: map[string]bool{}, readers: map[string]map[*ssa.Function]int{}}
}

// cellKey names a cell with the fields below it; the elements of tables are not told apart.
func cellKey(cell string, path access.Path) string {
	if path == "" {
		return cell
	}
	for _, e := range path.Elems() {
		if !e.IsIndex() {
			cell += string(e)
		}
	}
	return cell
}

// add adds function values to a cell, without what they captured, which means nothing outside of the function that
// made them.
func (c *cellFuncs) add(key string, fns []target) {
	for _, t := range fns {
		c.of[key] = unionFns(c.of[key], []target{{Callable: t.Callable}})
	}
}

// read is what a cell holds, as far as is known when a function asks.
func (c *cellFuncs) read(key string, by *ssa.Function) []target {
	if c.readers[key] == nil {
		c.readers[key] = map[*ssa.Function]int{}
	}
	c.readers[key][by] = len(c.of[key])
	return c.of[key]
}

// outdated are the functions that have asked for cells which have got more since.
func (c *cellFuncs) outdated() map[*ssa.Function]bool {
	out := map[*ssa.Function]bool{}
	for key, readers := range c.readers {
		for fn, n := range readers {
			if len(c.of[key]) > n {
				out[fn] = true
			}
		}
	}
	return out
}

// maxFuncRounds bounds how often functions are analysed again since the heap holds function values that they did not
// know of.
const maxFuncRounds = 2

// followCells analyses again the functions that call function values which were put into the heap after they were
// analysed, and their callers.
func (p *pkg) followCells(order [][]*ssa.Function) {
	for range maxFuncRounds {
		due := p.cellFuncs.outdated()
		if len(due) == 0 {
			return
		}
		changed := map[*ssa.Function]bool{}
		for _, component := range order {
			again := slices.ContainsFunc(component, func(fn *ssa.Function) bool { return due[fn] || p.callsAny(fn, changed) })
			if again && p.analyseTogether(component) {
				for _, fn := range component {
					changed[fn] = true
				}
			}
		}
	}
}

func (p *pkg) callsAny(fn *ssa.Function, some map[*ssa.Function]bool) bool {
	return len(some) > 0 && slices.ContainsFunc(p.callees(fn), func(callee *ssa.Function) bool { return some[callee] })
}

// hasFuncs reports whether a type is a struct, or points to one, with a field that is a function.
func (p *pkg) hasFuncs(t types.Type) bool {
	if t == nil {
		return false
	}
	s, ok := shape.Pointee(t).Underlying().(*types.Struct)
	if !ok {
		return false
	}
	known, ok := p.funcHolders[s]
	if !ok {
		for i := range min(s.NumFields(), maxFields) {
			known = known || shape.HoldsFuncs(s.Field(i).Type())
		}
		p.funcHolders[s] = known
	}
	return known
}

// noteCellFuncs adds the function values that a value is or holds to a cell.
func (f *function) noteCellFuncs(st *state, to access.Place, v *val, depth int) {
	if v == nil || depth == 0 {
		return
	}
	key := cellKey(to.Cell, to.Path)
	f.p.cellFuncs.add(key, v.fns)
	for _, s := range v.sub {
		if at, ok := to.Component(s.elem); ok && !summary.IsBinding(s.elem) {
			f.noteCellFuncs(st, at, s.v, depth-1)
		}
	}
	for _, r := range v.refs {
		if content := st.content[r.obj]; content != nil {
			for _, e := range r.path.Elems() {
				content = f.component(content, e)
			}
			f.noteCellFuncs(st, to, content, depth-1)
		}
	}
}
