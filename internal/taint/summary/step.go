package summary

import "go/token"

// A Step is one hop of a trace.
type Step struct {
	Pos      token.Pos      // in the analysed package; for a step inside a dependency, the call that leads there
	Position token.Position // of a step inside a dependency, file relative to its module; the zero value otherwise
	Func     string         // the function of the step, as types.Func.FullName; without the path of its own package
	Message  string         // "read from the request body"
}

// OfWrapper reports whether a step is inside a wrapper that the compiler makes of a method, which has no position.
func (s *Step) OfWrapper() bool { return s.Func == "" && !s.Position.IsValid() }
