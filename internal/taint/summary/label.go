package summary

import (
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
)

// A Label is what happens to a value on its way.
type Label struct {
	Clears   kind.Set // these do not survive
	Restores kind.Set // these were cleared before and are back
	Part     bool     // only a part of the value goes on
	Deep     bool     // all that can be reached from the value goes on, not only the value itself
	Shallow  bool     // what the fields of the value hold does not go on; matters only in the package's heap
	Refused  Refused  // constants that comparisons of this function have refused
	Mixed    bool     // joined with something that is not known to be predictable
	Assumed  bool     // through an unknown function value or interface that a caller may know
	Why      string   // what cleared it
}

// Then composes two labels: a value goes through l, then through m.
func (l Label) Then(m Label) Label {
	out := Label{
		Clears:   l.Clears&^m.Restores | m.Clears,
		Restores: l.Restores&^m.Clears | m.Restores,
		Part:     l.Part || m.Part,
		Deep:     l.Deep,
		Shallow:  l.Shallow || m.Shallow && !l.Deep,
		Refused:  l.Refused | m.Refused,
		Mixed:    l.Mixed || m.Mixed,
		Assumed:  l.Assumed || m.Assumed,
		Why:      l.Why,
	}
	if out.Why == "" {
		out.Why = m.Why
	}
	return out
}

// Weaker reports whether l lets through all that m lets through.
func (l Label) Weaker(m Label) bool {
	return l.Clears&^m.Clears == 0 && m.Restores&^l.Restores == 0 && l.Refused&^m.Refused == 0 &&
		(!l.Part || m.Part) && (!l.Mixed || m.Mixed) && (!l.Shallow || m.Shallow) && (!l.Assumed || m.Assumed)
}
