package summary

import (
	"bytes"
	"encoding/binary"
	"go/token"
	"maps"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
)

// factVersion is the first byte of a fact; it changes with the encoding.
const factVersion = 8

// An encoder writes summaries: a table of strings, one of steps, then of each function its name, its summary's length
// and the summary, all as numbers. The same summaries give the same bytes.
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

// Encode returns the encoding of summaries by name. position returns the position of a step as other packages see it.
func Encode(sums map[string]*Summary, position func(*Step) token.Position) []byte {
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

func (e *encoder) summary(s *Summary) {
	e.flags(s.NoReturn, s.Lazy)
	e.num(uint64(len(s.Flows)))
	for i := range s.Flows {
		e.flow(&s.Flows[i])
	}
	e.num(uint64(len(s.Guards)))
	for _, gd := range s.Guards {
		e.place(gd.At)
		e.kinds(gd.Kinds)
	}
	e.num(uint64(len(s.Kills)))
	for _, p := range s.Kills {
		e.place(p)
	}
	e.num(uint64(len(s.Calls)))
	for _, p := range s.Calls {
		e.place(p)
	}
	e.funcs(s)
	e.num(uint64(len(s.Postconditions)))
	for _, p := range s.Postconditions {
		e.place(p.At)
		e.kinds(p.Kinds)
		if p.Kinds == 0 {
			e.refusal(p.Refuses)
		}
		e.num(uint64(p.When))
		e.str(p.Label)
		e.place(p.Field)
		e.num(uint64(p.Group))
		if p.Group > 0 {
			e.str(p.Needs.String())
		}
	}
}

func (e *encoder) flow(fl *Flow) {
	l := fl.Label
	e.flags(fl.Src != nil, fl.Sink != nil, fl.Exact, l.Part, l.Deep, l.Clears|l.Restores != 0, fl.Sink != nil && fl.Sink.Own, l.Shallow,
		fl.Sink != nil && fl.Sink.ByUse != 0, fl.Sink != nil && fl.Sink.Side == 1, fl.Sink != nil && fl.Sink.Side == 2, l.Mixed, fl.Src != nil && fl.Src.Mark)
	if fl.Src != nil {
		e.str(fl.Src.Kind.String())
		e.str(fl.Src.Label)
		if fl.Src.Kind == kind.Of(kind.Constant) {
			e.str(fl.Src.Text)
		}
		if fl.Src.Kind == kind.Of(kind.Random) {
			e.num(uint64(fl.Src.Size))
		}
	} else {
		e.place(fl.From)
	}
	if fl.Sink != nil {
		e.str(fl.Sink.Kind.String())
		if fl.Sink.ByUse != 0 {
			e.kinds(fl.Sink.ByUse)
		}
		e.str(fl.Sink.Label)
		e.place(fl.Sink.TargetAt)
	} else {
		e.place(fl.To)
	}
	if l.Clears|l.Restores != 0 {
		e.kinds(l.Clears)
		e.kinds(l.Restores)
		e.str(l.Why)
	}
	e.num(uint64(len(fl.Refuses)))
	for _, r := range fl.Refuses {
		e.refusal(r)
	}
	e.trace(fl.Steps)
}

func (e *encoder) refusal(r Refusal) {
	e.str(r.Text)
	e.num(uint64(r.Min))
}

func (e *encoder) kinds(s kind.Set) {
	names := s.Names()
	slices.Sort(names)
	e.num(uint64(len(names)))
	for _, n := range names {
		e.str(n)
	}
}

func (e *encoder) place(p access.Place) {
	e.num(uint64(p.Root))
	e.num(uint64(p.Index))
	e.str(string(p.Path))
	if p.Root == access.CallArg || p.Root == access.CallResult {
		e.str(p.Cell)
		e.str(p.Method)
		e.num(uint64(p.Sub))
		e.str(string(p.Rest))
	}
	if p.Root == access.Cell {
		e.str(p.Cell)
		e.str(string(p.Rest))
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
