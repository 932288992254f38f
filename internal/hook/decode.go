package hook

import (
	"cmp"
	"go/types"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// A decodeFact holds the functions of a package that decode their input into a type whose hooks have effects. Their
// callers pass bytes and see no target.
type decodeFact struct{ Funcs []codedDecode }

// A codedDecode is a function with what one of its decodes reaches.
type codedDecode struct {
	Func, Decoder, Hook string
	Steps               []codedStep
	Effect              codedEffect
}

func (*decodeFact) AFact() {}

func (f *decodeFact) String() string {
	text := "decodes"
	for _, d := range f.Funcs {
		text += " " + d.Func + ":" + d.Effect.Kind
	}
	return text
}

// Decodes is the query for every decode, whatever its input.
var Decodes = taint.Query{
	Sources: []string{"remote", "queue", "cookie", "store", "peer", "file", "local"},
	Sinks:   []string{"unhardened", "selfdescribing", "schema", "dynamic", "parser"},
	Aspect:  "trust",
	All:     true,
}

// decodes exports what the decodes of the package reach, for the functions that importers may call to get there.
func (r *Result) decodes() {
	fact := new(decodeFact)
	for _, site := range r.taint.Sites(Decodes) {
		family := syntax.Family(r.pass, &site)
		if !site.Direct || site.Target == nil || site.Object == nil || family == nil {
			continue
		}
		for _, x := range r.Reach(site.Target, family) {
			for _, fn := range r.calls.above(site.Object) {
				coded := codedDecode{Func: key(fn), Decoder: site.Sink, Hook: x.Name, Effect: r.encode(fn, []Effect{x.Effect}).Effects[0]}
				for _, s := range x.Steps {
					if !s.Pos.IsValid() {
						s.Pos = site.Pos
					}
					coded.Steps = append(coded.Steps, r.codeStep(s))
				}
				fact.Funcs = append(fact.Funcs, coded)
			}
		}
	}
	if fact.Funcs != nil {
		slices.SortStableFunc(fact.Funcs, func(a, b codedDecode) int {
			return cmp.Or(cmp.Compare(a.Func, b.Func), cmp.Compare(rank(a.Effect.Kind), rank(b.Effect.Kind)), cmp.Compare(a.Decoder, b.Decoder), cmp.Compare(a.Hook, b.Hook))
		})
		r.pass.ExportPackageFact(fact)
	}
}

// Inside returns the hooks with effects that a decoder reaches inside of a function of another package.
func (r *Result) Inside(fn *types.Func, decoder string) (out []Reached) {
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == r.pass.Pkg {
		return nil
	}
	fact := new(decodeFact)
	if !r.pass.ImportPackageFact(fn.Pkg(), fact) {
		return nil
	}
	for _, d := range fact.Funcs {
		if d.Func == key(fn.Origin()) && d.Decoder == decoder {
			x := Reached{Name: d.Hook, Effect: d.Effect.decode()}
			for _, s := range d.Steps {
				x.Steps = append(x.Steps, s.decode())
			}
			out = append(out, x)
		}
	}
	return out
}

// above returns, of a function and those of the package that lead to it, the ones that other packages can call.
func (c *calls) above(fn *types.Func) []*types.Func {
	c.read()
	work, seen := []*types.Func{fn}, map[*types.Func]bool{fn: true}
	var out []*types.Func
	for len(work) > 0 {
		fn := work[0]
		work = work[1:]
		if fn.Exported() {
			out = append(out, fn)
		}
		for _, caller := range c.functions() {
			if !seen[caller] && slices.ContainsFunc(c.of[caller], func(at call) bool { return at.fn == fn }) {
				seen[caller] = true
				work = append(work, caller)
			}
		}
	}
	return out
}
