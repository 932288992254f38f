package taint

import "maps"

// A state is what memory holds at a point of a function. An object that is absent was not touched.
type state struct {
	content map[*object]*val
	shared  bool // another state has the same map
}

func (s *state) clone() *state {
	s.shared = true
	return &state{content: s.content, shared: true}
}

func (s *state) set(o *object, v *val) {
	if s.shared {
		s.content, s.shared = maps.Clone(s.content), false
	}
	if s.content == nil {
		s.content = map[*object]*val{}
	}
	s.content[o] = v.bounded()
}

// mergeStates is the state after a join. Objects that one side did not touch keep what the other wrote, as a
// possibility.
func mergeStates(a, b *state) *state {
	if a == nil || a == b {
		return b.clone()
	}
	out := &state{content: make(map[*object]*val, len(a.content))}
	for o, v := range a.content {
		out.content[o] = merge(v, b.content[o])
	}
	for o, v := range b.content {
		if _, ok := a.content[o]; !ok {
			out.content[o] = v.withoutKills()
		}
	}
	return out
}

// differs counts the nodes of the contents that are not the same in two states.
func (s *state) differs(t *state) int {
	if t == nil {
		return 0
	}
	n := 0
	for o, v := range s.content {
		if w := t.content[o]; v != w {
			n += v.size()
		}
	}
	return n
}

func (s *state) equal(t *state) bool {
	if s == nil || t == nil {
		return s == t
	}
	if len(s.content) != len(t.content) {
		return false
	}
	for o, v := range s.content {
		w, ok := t.content[o]
		if !ok || v != w && !(v.covers(w) && w.covers(v)) {
			return false
		}
	}
	return true
}
