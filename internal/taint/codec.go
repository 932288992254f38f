package taint

import (
	"bytes"
	"encoding/binary"
	"go/token"
	"maps"
	"slices"
)

// factVersion is the first byte of a fact; it changes with the encoding.
const factVersion = 8

// An encoder writes summaries: a table of strings, one of steps, then of each function its name, its summary's length and the
// summary, all as numbers. The same summaries give the same bytes.
type encoder struct {
	buf      bytes.Buffer
	strings  *table[string]
	steps    *table[codedStep]
	position func(*Step) token.Position // of a step as another package sees it
}

// A table numbers what is written more than once.
type table[T comparable] struct {
	index map[T]uint64
	all   []T
}

func (t *table[T]) number(x T) uint64 {
	i, ok := t.index[x]
	if !ok {
		i = uint64(len(t.all))
		t.index[x] = i
		t.all = append(t.all, x)
	}
	return i
}

// A codedStep is a step as it is written; its texts are numbers of the table of strings.
type codedStep struct{ file, line, column, fn, message uint64 }

func encodeSummaries(sums map[string]*summary, position func(*Step) token.Position) []byte {
	e := &encoder{strings: &table[string]{index: map[string]uint64{}}, steps: &table[codedStep]{index: map[codedStep]uint64{}}, position: position}
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		one := &encoder{strings: e.strings, steps: e.steps, position: position}
		one.summary(sums[name])
		e.str(name)
		e.num(uint64(one.buf.Len()))
		e.buf.Write(one.buf.Bytes())
	}
	var out bytes.Buffer
	out.WriteByte(factVersion)
	head := &encoder{}
	head.num(uint64(len(sums)))
	head.num(uint64(len(e.strings.all)))
	for _, s := range e.strings.all {
		head.num(uint64(len(s)))
		head.buf.WriteString(s)
	}
	head.num(uint64(len(e.steps.all)))
	for _, s := range e.steps.all {
		head.nums(s.file, s.line, s.column, s.fn, s.message)
	}
	out.Write(head.buf.Bytes())
	out.Write(e.buf.Bytes())
	return out.Bytes()
}

func (e *encoder) num(n uint64) { e.buf.Write(binary.AppendUvarint(nil, n)) }

func (e *encoder) nums(all ...uint64) {
	for _, n := range all {
		e.num(n)
	}
}

func (e *encoder) str(s string) { e.num(e.strings.number(s)) }

func (e *encoder) flags(bits ...bool) {
	var n uint64
	for i, b := range bits {
		if b {
			n |= 1 << i
		}
	}
	e.num(n)
}

func (e *encoder) summary(s *summary) {
	e.flags(s.noReturn, s.lazy)
	e.num(uint64(len(s.flows)))
	for i := range s.flows {
		e.flow(&s.flows[i])
	}
	e.num(uint64(len(s.guards)))
	for _, gd := range s.guards {
		e.place(gd.at)
		e.kinds(gd.kinds)
	}
	e.num(uint64(len(s.overs)))
	for _, p := range s.overs {
		e.place(p)
	}
	e.num(uint64(len(s.calls)))
	for _, p := range s.calls {
		e.place(p)
	}
	e.funcs(s)
	e.num(uint64(len(s.proofs)))
	for _, p := range s.proofs {
		e.place(p.at)
		e.kinds(p.kinds)
		if p.kinds == 0 {
			e.refusal(p.refuses)
		}
		e.num(uint64(p.when))
		e.str(p.label)
		e.num(uint64(p.group))
		if p.group > 0 {
			e.str(p.needs.String())
		}
	}
}

func (e *encoder) flow(fl *flow) {
	l := fl.label
	e.flags(fl.src != nil, fl.sink != nil, fl.exact, l.part, l.deep, l.clears|l.restores != 0, fl.sink != nil && fl.sink.own, l.shallow,
		fl.sink != nil && fl.sink.byUse != 0, fl.sink != nil && fl.sink.side == 1, fl.sink != nil && fl.sink.side == 2, l.mixed, fl.src != nil && fl.src.mark)
	if fl.src != nil {
		e.str(fl.src.kind.String())
		e.str(fl.src.label)
		if fl.src.kind == kindOf(Constant) {
			e.str(fl.src.text)
		}
		if fl.src.kind == kindOf(Random) {
			e.num(uint64(fl.src.size))
		}
	} else {
		e.place(fl.from)
	}
	if fl.sink != nil {
		e.str(fl.sink.kind.String())
		if fl.sink.byUse != 0 {
			e.kinds(fl.sink.byUse)
		}
		e.str(fl.sink.label)
		e.place(fl.sink.targetAt)
	} else {
		e.place(fl.to)
	}
	if l.clears|l.restores != 0 {
		e.kinds(l.clears)
		e.kinds(l.restores)
		e.str(l.why)
	}
	e.num(uint64(len(fl.refuses)))
	for _, r := range fl.refuses {
		e.refusal(r)
	}
	e.trace(fl.steps)
}

func (e *encoder) refusal(r refusal) {
	e.str(r.text)
	e.num(uint64(r.min))
}

func (e *encoder) kinds(s kindset) {
	names := s.names()
	slices.Sort(names)
	e.num(uint64(len(names)))
	for _, n := range names {
		e.str(n)
	}
}

func (e *encoder) place(p place) {
	e.num(uint64(p.kind))
	e.num(uint64(p.index))
	e.str(p.path)
	if p.kind == rootCallArg || p.kind == rootCallRes {
		e.str(p.cell)
		e.str(p.method)
		e.num(uint64(p.sub))
		e.str(p.rest)
	}
	if p.kind == rootCell {
		e.str(p.cell)
		e.str(p.rest)
	}
}

func (e *encoder) trace(steps []*Step) {
	e.num(uint64(len(steps)))
	for _, s := range steps {
		pos := e.position(s)
		e.num(e.steps.number(codedStep{
			file: e.strings.number(pos.Filename), line: uint64(pos.Line), column: uint64(pos.Column),
			fn: e.strings.number(s.Func), message: e.strings.number(s.Message),
		}))
	}
}
