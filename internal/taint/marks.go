package taint

import (
	"go/types"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/std"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// marks are the sources that models see in a value for its type or for the field that it is.
func (f *function) marks(p access.Place, last shape.Field, typ types.Type) evset {
	if p.Root == access.Made {
		return f.marksOfMade(p, last)
	}
	var out evset
	if last.Var != nil && last.Exact && last.Owner != nil {
		out = f.markAll(out, typed{p, last.Type}, f.p.models.Field(last.Owner, last.Var), nil)
		if roles := f.p.sourceType(last.Owner); roles != nil && !f.outbound(p, roles) {
			out = f.markAll(out, typed{p, last.Type}, roles, []string{last.Var.Name()})
		}
	}
	if name := shape.NameOf(typ); name != nil && !f.known(p, last) {
		if roles := f.p.sourceType(name); roles != nil && !f.outbound(p, roles) {
			out = f.markAll(out, typed{p, typ}, roles, []string{})
		}
	}
	return out
}

// sourceType is what makes the values of a type sources. What a library's model says is what its users see: in the
// package that declares the type, its values are what the package itself puts into them.
func (p *pkg) sourceType(name *types.TypeName) *model.Roles {
	if name.Pkg() == p.pass.Pkg {
		return p.models.DeclaredType(name)
	}
	return p.models.Type(name)
}

// markAll adds the sources whose path is the given one; fields nil stands for a field's own model, whose path is empty.
func (f *function) markAll(out evset, p typed, roles *model.Roles, fields []string) evset {
	if roles == nil {
		return out
	}
	for i, s := range roles.Sources {
		if len(s.At.Fields) != len(fields) || len(fields) == 1 && s.At.Fields[0] != fields[0] {
			continue
		}
		if kind.Lazy.Has(kind.Of(s.Kind)) && !f.p.scope.Lazy {
			continue
		}
		src := &summary.Source{Kind: kind.Of(s.Kind), Label: s.Label, Pos: f.here(), Held: true, In: p.Place, Start: f.p.atStart(p.typ, s.Stream), Fn: f.fn}
		for _, c := range roles.Sanitizers {
			src.Start = src.Start.Then(summary.Label{Clears: kind.SetOf(c.Kinds), Why: "by " + c.Label})
		}
		id := f.g.get(eventKey{slot: p.String() + " source " + string(rune('0'+i)) + roles.Name}, func() event {
			return event{at: f.cur, source: src, note: "read from " + s.Label, lazy: kind.Lazy.Has(src.Kind)}
		})
		out = out.union(evset{id})
	}
	return out
}

// known reports whether where a value of a modelled type comes from can be seen in the package, so that its type alone
// says nothing: a parameter of a function all of whose calls are visible, a captured variable, a field that the package
// itself sets.
func (f *function) known(p access.Place, last shape.Field) bool {
	if p.Root == access.Free {
		return true
	}
	if p.Root == access.Param && f.p.closed[f.fn] {
		return true
	}
	if name, ok := f.p.cellOf(last); ok && f.p.stored[name] {
		return true
	}
	return p.Root == access.Cell && f.p.stored[p.Cell]
}

// outbound reports whether the function is one whose parameters of this type travel the other way.
func (f *function) outbound(p access.Place, roles *model.Roles) bool {
	if p.Root != access.Param && p.Root != access.Free {
		return false
	}
	for _, s := range roles.Sources {
		if s.UnlessResult == "" {
			continue
		}
		for fn := f.fn; fn != nil; fn = fn.Parent() {
			res := fn.Signature.Results()
			for i := range res.Len() {
				if std.TypeString(res.At(i).Type()) == s.UnlessResult {
					return true
				}
			}
		}
	}
	return f.p.closed[f.fn] && p.Root == access.Param
}
