package taint

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// asksForPanics reports whether a rule, of the suite or of the settings, asks for what panics carry. Nearly every
// function of some programs leads to a panic, so what nobody asks for is not noted.
func asksForPanics(settings *config.Config) bool {
	return kind.Asked(kind.Of(sinkPanic)) || slices.ContainsFunc(settings.CustomRules, func(r config.CustomRule) bool {
		return slices.Contains(r.Sinks, sinkPanic)
	})
}

// maxConstants bounds the constants that are told apart in one function, so that a table of texts does not crowd out
// what matters. What comes after is nothing, as everywhere else.
const maxConstants = 64

// constant is the value of a constant operand: nil unless it holds text or bytes and language sources are followed.
func (f *function) constant(c *ssa.Const) *val {
	if !f.p.scope.Lazy || f.cur == nil {
		return nil
	}
	text := ""
	switch t := c.Type().Underlying().(type) {
	case *types.Basic:
		if c.Value == nil || c.Value.Kind() != constant.String || shape.IsForeign(c.Type(), f.p.pass.Pkg) {
			return nil
		}
		text = constant.StringVal(c.Value)
	case *types.Slice:
		if c.Value != nil || !types.Identical(t.Elem().Underlying(), types.Typ[types.Byte]) {
			return nil
		}
	default:
		return nil
	}
	return f.constantEvent(f.cur, text)
}

func (f *function) constantEvent(at ssa.Instruction, text string) *val {
	key := eventKey{at: at, slot: "constant " + text}
	id, ok := f.g.byKey[key]
	if !ok {
		if f.constants == maxConstants {
			return nil
		}
		f.constants++
		note := "hard-coded"
		if text == "" {
			note = "empty"
		}
		src := &summary.Source{Kind: kind.Of(kind.Constant), Label: "hard-coded text", Text: text, Pos: f.literalAt(at, text)}
		id = f.g.get(key, func() event { return event{at: at, source: src, note: note, lazy: true} })
	}
	return &val{ev: evset{id}}
}

// literalAt is where a constant that an instruction uses is written, as far as that can be told: the expression in the
// function that has its value and is nearest to the instruction.
func (f *function) literalAt(at ssa.Instruction, text string) token.Pos {
	pos := positionOf(at)
	syntax := f.fn.Syntax()
	if _, phi := at.(*ssa.Phi); !phi || syntax == nil {
		return pos
	}
	best := pos
	ast.Inspect(syntax, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		if v := f.p.pass.TypesInfo.Types[e].Value; v != nil && v.Kind() == constant.String && constant.StringVal(v) == text {
			best = e.Pos()
			return false
		}
		return true
	})
	return best
}

// literalBytes is what a store of a constant byte puts into a literal or a variable: one constant for all of its bytes.
func (f *function) literalBytes(in *ssa.Store) *val {
	c, ok := in.Val.(*ssa.Const)
	if !ok || !f.p.scope.Lazy || c.Value == nil || c.Value.Kind() != constant.Int {
		return nil
	}
	addr, ok := in.Addr.(*ssa.IndexAddr)
	if !ok || !types.Identical(c.Type().Underlying(), types.Typ[types.Byte]) {
		return nil
	}
	switch base := addr.X.(type) {
	case *ssa.Alloc:
		if text, ok := bytesOf(base); ok {
			return f.constantEvent(base, text)
		}
	case *ssa.Global:
		if text, ok := bytesIn(f.fn, base); ok {
			return f.constantEvent(in, text)
		}
	}
	return nil
}

// bytesOf is the text of an array that is filled with constants and nothing else.
func bytesOf(a *ssa.Alloc) (string, bool) {
	var addrs []*ssa.IndexAddr
	for _, r := range *a.Referrers() {
		if addr, ok := r.(*ssa.IndexAddr); ok {
			addrs = append(addrs, addr)
		}
	}
	return textOf(addrs)
}

// bytesIn is the text that a function fills an array variable with.
func bytesIn(fn *ssa.Function, g *ssa.Global) (string, bool) {
	var addrs []*ssa.IndexAddr
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if addr, ok := in.(*ssa.IndexAddr); ok && addr.X == g {
				addrs = append(addrs, addr)
			}
		}
	}
	return textOf(addrs)
}

func textOf(addrs []*ssa.IndexAddr) (string, bool) {
	type at struct {
		i int64
		b byte
	}
	var all []at
	for _, addr := range addrs {
		for _, r := range *addr.Referrers() {
			s, ok := r.(*ssa.Store)
			if !ok || s.Addr != addr {
				continue
			}
			c, ok := s.Val.(*ssa.Const)
			i, isIndex := addr.Index.(*ssa.Const)
			if !ok || !isIndex || c.Value == nil {
				return "", false
			}
			all = append(all, at{i.Int64(), byte(c.Uint64())})
		}
	}
	slices.SortFunc(all, func(a, b at) int { return cmp.Compare(a.i, b.i) })
	text := make([]byte, len(all))
	for i := range all {
		text[i] = all[i].b
	}
	return string(text), len(all) > 0
}

// allocatedBytes is the content of an array of bytes that a literal or make lies in: nothing for an empty one, and a
// buffer for what make gives.
func (f *function) allocatedBytes(in *ssa.Alloc) *val {
	a, ok := shape.Pointee(in.Type()).Underlying().(*types.Array)
	if !ok || !f.p.scope.Lazy || !types.Identical(a.Elem().Underlying(), types.Typ[types.Byte]) {
		return nil
	}
	switch {
	case a.Len() == 0:
		return f.constantEvent(in, "")
	case in.Comment == "makeslice":
		return &val{ev: evset{f.lazySource("", kind.Buffer, "")}}
	}
	return nil
}

// buffer is what make gives: bytes that are nothing yet.
func (f *function) buffer(st *state, in *ssa.MakeSlice) *val {
	v := f.fresh(in, in.Type())
	if f.p.scope.Lazy && shape.IsFlat(in.Type()) {
		for _, r := range v.refs {
			f.store(st, r, &val{ev: evset{f.lazySource("", kind.Buffer, "")}}, false)
		}
	}
	return v
}

// picked is an element that was chosen by an index. What is chosen from a constant tells what chose it, and is no
// constant itself unless a loop goes over all elements.
func (f *function) picked(v *val, index ssa.Value, elem types.Type) *val {
	if _, constant := index.(*ssa.Const); constant || !f.p.scope.Lazy {
		return v
	}
	by := f.onlyLazy(f.value(index).events())
	if len(by) > 0 {
		return f.withoutLazy(v, evset{f.derived("picked", "", by, summary.Label{})})
	}
	if _, drawn := index.(*ssa.Call); f.lazyIn(v.events()) && (drawn || elem != nil && shape.IsNumber(elem)) {
		return f.withoutLazy(v, evset{f.lazySource("picked", kind.Unknown, "")})
	}
	return v
}

// withoutLazy is a value with other events in place of those that come from the language.
func (f *function) withoutLazy(v *val, ev evset) *val {
	for _, e := range v.events() {
		if !f.g.events[e].lazy {
			ev = ev.union(evset{e})
		}
	}
	return v.withEvents(ev)
}

// captured tells the sinks that ask for language sources what a function value has captured, whoever calls it.
func (f *function) captured(st *state, t target) {
	sum := f.p.summaryOf(t)
	if !f.p.scope.Lazy || sum == nil || isWrapper(t.Fn) {
		return
	}
	a := &application{calling: &calling{f: f, st: st, in: f.cur, sig: t.Fn.Signature, slot: "captured"}, ce: callee{fn: t.Fn, sum: sum, bindings: t.bindings}}
	for i := range sum.Flows {
		if fl := &sum.Flows[i]; fl.Sink != nil && fl.From.Root == access.Free && kind.Joined(fl.Sink.Kind) {
			a.read(i, fl)
		}
	}
}

// lazySource is the event of a source of the language at the current instruction.
func (f *function) lazySource(slot, name, label string) eventID {
	at := f.cur
	return f.g.get(eventKey{at: at, slot: name + slot}, func() event {
		src := &summary.Source{Kind: kind.Of(name), Label: label, Pos: positionOf(at)}
		note := ""
		if label != "" {
			note = "read from " + label
		} else {
			src.Pos = token.NoPos // all are one, so that a summary has it once
		}
		return event{at: at, source: src, note: note, lazy: true}
	})
}

// counted is the source that a variable is which the package counts up.
func (f *function) counted(v *val, addr ssa.Value) *val {
	if !f.p.scope.Lazy {
		return v
	}
	if name := counterName(addr); name == "" || !f.p.counters[name] {
		return v
	}
	id := f.lazySource("", kind.Counter, "a counter")
	return v.withEvents(v.events().union(evset{id}))
}

// counterName names a variable or field that may be a counter.
func counterName(addr ssa.Value) string {
	switch a := addr.(type) {
	case *ssa.Global:
		if shape.IsInteger(shape.Pointee(a.Type())) {
			return globalName(a)
		}
	case *ssa.FieldAddr:
		t := shape.Pointee(a.X.Type())
		if s, ok := shape.Core(t).(*types.Struct); ok && shape.IsInteger(s.Field(a.Field).Type()) {
			return types.TypeString(t, nil) + "." + strconv.Itoa(a.Field)
		}
	}
	return ""
}

// scanCounter notes a variable that a store counts up: v = v + 1.
func (p *pkg) scanCounter(in *ssa.Store) {
	sum, ok := in.Val.(*ssa.BinOp)
	if !ok || sum.Op != token.ADD {
		return
	}
	load, ok := sum.X.(*ssa.UnOp)
	if _, constant := sum.Y.(*ssa.Const); !ok || !constant || load.Op != token.MUL {
		return
	}
	if name := counterName(in.Addr); name != "" && name == counterName(load.X) {
		p.counters[name] = true
	}
}
