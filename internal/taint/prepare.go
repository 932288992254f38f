package taint

// A prepared is what of a summary is the same at each call.
type prepared struct {
	start  []int32          // by flow: the number of the place that it starts at, so that a caller reads each place once
	places int              // how many there are
	slot   []string         // by flow: a name for the place that it ends at
	given  map[string][]int // the flows into arguments of function values that are called, by callName
	order  []string         // the names of these function values, in the order of the calls
	called map[string]place // and their places
}

// prepare returns what callers need to apply the summary. Its flows do not change any more.
func (s *summary) prepare() *prepared {
	if s.toApply != nil {
		return s.toApply
	}
	p := &prepared{start: make([]int32, len(s.flows)), slot: make([]string, len(s.flows))}
	numbers, slots := map[place]int32{}, map[place]string{}
	for i := range s.flows {
		fl := &s.flows[i]
		n, ok := numbers[fl.from]
		if !ok {
			n = int32(len(numbers))
			numbers[fl.from] = n
		}
		p.start[i] = n
		if fl.sink != nil {
			continue
		}
		if slots[fl.to] == "" {
			slots[fl.to] = "to" + fl.to.String()
		}
		p.slot[i] = slots[fl.to]
	}
	p.places = len(numbers)
	for _, at := range s.calls {
		name := callName(at)
		if _, ok := p.called[name]; ok {
			continue
		}
		if p.called == nil {
			p.called, p.given = map[string]place{}, map[string][]int{}
		}
		p.order, p.called[name] = append(p.order, name), at
	}
	if p.called != nil {
		for i := range s.flows {
			if to := s.flows[i].to; to.kind == rootCallArg {
				p.given[callName(to)] = append(p.given[callName(to)], i)
			}
		}
	}
	s.toApply = p
	return p
}
