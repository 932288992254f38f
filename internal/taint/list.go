package taint

import (
	"golang.org/x/tools/go/ssa"
)

// Constants that a loop takes out of a list: `for _, name := range []string{"Authorization", "Cookie"} { h.Del(name) }`
// deletes both.

// constantsOf lists the constants that an operand may be: itself, or the elements of a list of constants that a loop
// goes over. loop is where the element is taken out; nil for a constant.
func (f *function) constantsOf(v ssa.Value) (texts []string, loop *ssa.IndexAddr) {
	if s, ok := constantString(v); ok {
		return []string{s}, nil
	}
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return nil, nil
	}
	at, ok := load.X.(*ssa.IndexAddr)
	if !ok {
		return nil, nil
	}
	for _, e := range f.literalList(at.X) {
		s, ok := constantString(e)
		if !ok {
			return nil, nil
		}
		texts = append(texts, s)
	}
	return texts, at
}

// literalList returns the elements of a literal list: one made here, or the value of a package-level variable that only
// its initialiser sets.
func (f *function) literalList(v ssa.Value) []ssa.Value {
	switch x := v.(type) {
	case *ssa.Slice:
		return f.variadic(x)
	case *ssa.UnOp:
		if g, ok := x.X.(*ssa.Global); ok {
			return f.globalList(g)
		}
	}
	return nil
}

func (f *function) globalList(g *ssa.Global) []ssa.Value {
	if g.Pkg == nil || g.Pkg != f.p.ssa {
		return nil
	}
	var out []ssa.Value
	for _, fn := range f.p.funcs {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				if s, ok := in.(*ssa.Store); ok && s.Addr == g {
					if out != nil || fn.Name() != "init" {
						return nil
					}
					out = f.variadic(s.Val)
				}
			}
		}
	}
	return out
}

// afterLoop is where a loop has gone over its whole list: the block that it leaves to, if what is being interpreted is
// done for each element. It is nil if it may be left out.
func (f *function) afterLoop(at *ssa.IndexAddr) *ssa.BasicBlock {
	here := f.cur.Block()
	for head := at.Block(); head != nil; head = head.Idom() {
		if _, ok := head.Instrs[len(head.Instrs)-1].(*ssa.If); !ok {
			continue
		}
		loops := false
		for _, p := range head.Preds {
			if head.Dominates(p) {
				loops = true
				if !here.Dominates(p) {
					return nil
				}
			}
		}
		if !loops {
			continue
		}
		for _, s := range head.Succs {
			if !s.Dominates(here) && len(s.Preds) == 1 {
				return s
			}
		}
		return nil
	}
	return nil
}
