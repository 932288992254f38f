package taint

import (
	"bytes"
	"encoding/binary"
	"errors"
	"go/token"
	"maps"
	"path"
	"path/filepath"
	"slices"
)

// factVersion is the first byte of a fact; it changes with the encoding.
const factVersion = 1

// An encoder writes summaries: a table of strings, then numbers. The same summaries give the same bytes.
type encoder struct {
	p       *pkg
	buf     bytes.Buffer
	strings map[string]uint64
	table   []string
}

func (p *pkg) encodeSummaries(sums map[string]*summary) []byte {
	e := &encoder{p: p, strings: map[string]uint64{}}
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		e.str(name)
		e.summary(sums[name])
	}
	var out bytes.Buffer
	out.WriteByte(factVersion)
	head := &encoder{}
	head.num(uint64(len(sums)))
	head.num(uint64(len(e.table)))
	for _, s := range e.table {
		head.num(uint64(len(s)))
		head.buf.WriteString(s)
	}
	out.Write(head.buf.Bytes())
	out.Write(e.buf.Bytes())
	return out.Bytes()
}

func (e *encoder) num(n uint64) { e.buf.Write(binary.AppendUvarint(nil, n)) }

func (e *encoder) str(s string) {
	i, ok := e.strings[s]
	if !ok {
		i = uint64(len(e.table))
		e.strings[s] = i
		e.table = append(e.table, s)
	}
	e.num(i)
}

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
	e.flags(s.noReturn)
	e.num(uint64(len(s.flows)))
	for i := range s.flows {
		e.flow(&s.flows[i])
	}
	e.num(uint64(len(s.overs)))
	for _, p := range s.overs {
		e.place(p)
	}
	e.num(uint64(len(s.calls)))
	for _, p := range s.calls {
		e.place(p)
	}
	e.num(uint64(len(s.proofs)))
	for _, p := range s.proofs {
		e.place(p.at)
		e.kinds(p.kinds)
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
	e.flags(fl.src != nil, fl.sink != nil, fl.exact, l.part, l.deep, l.clears|l.restores != 0, fl.sink != nil && fl.sink.own, l.shallow)
	if fl.src != nil {
		e.str(fl.src.kind.String())
		e.str(fl.src.label)
	} else {
		e.place(fl.from)
	}
	if fl.sink != nil {
		e.str(fl.sink.kind.String())
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
	e.steps(fl.steps)
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
	}
}

func (e *encoder) steps(steps []Step) {
	e.num(uint64(len(steps)))
	for _, s := range steps {
		pos := e.p.position(s)
		e.str(pos.Filename)
		e.num(uint64(pos.Line))
		e.num(uint64(pos.Column))
		e.str(s.Func)
		e.str(s.Message)
	}
}

// position is a step's position as another package sees it: the file's name below its import path.
func (p *pkg) position(s Step) token.Position {
	if s.Position.IsValid() {
		return s.Position
	}
	pos := p.pass.Fset.Position(p.callStart(s.Pos))
	pos.Filename = path.Join(p.pass.Pkg.Path(), filepath.Base(pos.Filename))
	return pos
}

var errFact = errors.New("malformed fact")

// A decoder reads what an encoder wrote. Any input gives summaries or errFact.
type decoder struct {
	data  []byte
	table []string
	err   error
}

func decodeSummaries(data []byte) (map[string]*summary, error) {
	if len(data) == 0 || data[0] != factVersion {
		return nil, errFact
	}
	d := &decoder{data: data[1:]}
	n := d.count()
	for range d.count() {
		l := d.count()
		if d.err != nil {
			return nil, d.err
		}
		d.table = append(d.table, string(d.data[:l]))
		d.data = d.data[l:]
	}
	out := make(map[string]*summary, n)
	for range n {
		name := d.str()
		out[name] = d.summary()
		if d.err != nil {
			return nil, d.err
		}
	}
	return out, nil
}

func (d *decoder) num() uint64 {
	n, size := binary.Uvarint(d.data)
	if size <= 0 {
		d.err, d.data = errFact, nil
		return 0
	}
	d.data = d.data[size:]
	return n
}

// count is a number of things that each take at least a byte.
func (d *decoder) count() int {
	n := d.num()
	if n > uint64(len(d.data)) {
		d.err, d.data = errFact, nil
		return 0
	}
	return int(n)
}

func (d *decoder) str() string {
	i := d.num()
	if i >= uint64(len(d.table)) {
		d.err = errFact
		return ""
	}
	return d.table[i]
}

func (d *decoder) summary() *summary {
	s := &summary{complete: true, noReturn: d.num()&1 != 0}
	for range d.count() {
		s.flows = append(s.flows, d.flow())
	}
	for range d.count() {
		s.overs = append(s.overs, d.place())
	}
	for range d.count() {
		s.calls = append(s.calls, d.place())
	}
	for range d.count() {
		p := proof{at: d.place(), kinds: d.kinds()}
		p.when = outcome(d.num())
		p.label = d.str()
		if p.group = int(d.num()); p.group > 0 {
			p.needs = kindOf(d.str())
		}
		s.proofs = append(s.proofs, p)
	}
	return s
}

func (d *decoder) flow() flow {
	bits := d.num()
	has := func(i int) bool { return bits&(1<<i) != 0 }
	fl := flow{exact: has(2), label: label{part: has(3), deep: has(4), shallow: has(7)}}
	if has(0) {
		fl.src = &source{kind: kindOf(d.str())}
		fl.src.label = d.str()
	} else {
		fl.from = d.place()
	}
	if has(1) {
		fl.sink = &sink{kind: kindOf(d.str()), modelled: true, own: has(6)}
		fl.sink.label = d.str()
		fl.sink.targetAt = d.place()
	} else {
		fl.to = d.place()
	}
	if has(5) {
		fl.label.clears, fl.label.restores = d.kinds(), d.kinds()
		fl.label.why = d.str()
	}
	fl.steps = d.steps()
	return fl
}

func (d *decoder) kinds() kindset {
	var s kindset
	for range d.count() {
		if n := d.str(); d.err == nil {
			s |= kindOf(n).set()
		}
	}
	return s
}

func (d *decoder) place() place {
	p := place{kind: rootKind(d.num())}
	p.index = int(d.num())
	p.path = d.str()
	if p.kind == rootCallArg || p.kind == rootCallRes {
		p.cell, p.method = d.str(), d.str()
		p.sub = int(d.num())
	}
	if p.index < 0 || p.index > 1<<16 || p.sub < 0 || p.sub > 1<<16 {
		d.err = errFact
	}
	return p
}

func (d *decoder) steps() []Step {
	var out []Step
	for range d.count() {
		s := Step{Position: token.Position{Filename: d.str(), Line: int(d.num()), Column: int(d.num())}}
		s.Func = d.str()
		s.Message = d.str()
		out = append(out, s)
	}
	return out
}
