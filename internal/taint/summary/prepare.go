package summary

import "github.com/unsafedecode/unsafedecode/internal/taint/access"

// A Prepared is computed of a summary once, for all calls that apply it.
type Prepared struct {
	// Start numbers, by flow, the places where flows start, so that a caller reads each place once. Places is their
	// number.
	Start  []int32
	Places int
	Slot   []string                // by flow: a name for the place that it ends at
	Args   map[string][]int        // by access.CallName: the flows into arguments of the function value that is called
	Order  []string                // the names of these function values, in the order of the calls
	Called map[string]access.Place // by name: their places
	Brief  []bool                  // by flow: applied even where the work of the caller is spent
}

// Prepare returns what callers need to apply the summary. Its flows do not change any more.
func (s *Summary) Prepare() *Prepared {
	if s.prepared != nil {
		return s.prepared
	}
	p := &Prepared{Start: make([]int32, len(s.Flows)), Slot: make([]string, len(s.Flows))}
	numbers, slots := map[access.Place]int32{}, map[access.Place]string{}
	for i := range s.Flows {
		fl := &s.Flows[i]
		n, ok := numbers[fl.From]
		if !ok {
			n = int32(len(numbers))
			numbers[fl.From] = n
		}
		p.Start[i] = n
		if fl.Sink != nil {
			continue
		}
		if slots[fl.To] == "" {
			slots[fl.To] = "to" + fl.To.String()
		}
		p.Slot[i] = slots[fl.To]
	}
	p.Places, p.Brief = len(numbers), briefly(s.Flows)
	for _, at := range s.Calls {
		name := access.CallName(at)
		if _, ok := p.Called[name]; ok {
			continue
		}
		if p.Called == nil {
			p.Called, p.Args = map[string]access.Place{}, map[string][]int{}
		}
		p.Order, p.Called[name] = append(p.Order, name), at
	}
	if p.Called != nil {
		for i := range s.Flows {
			if to := s.Flows[i].To; to.Root == access.CallArg {
				p.Args[access.CallName(to)] = append(p.Args[access.CallName(to)], i)
			}
		}
	}
	s.prepared = p
	return p
}

// maxBrief bounds the flows of a summary that are applied where the work of the caller is spent.
const maxBrief = 32

// briefly selects the flows for Prepared.Brief: the first maxBrief that lead to results and sinks, or start at sources.
func briefly(flows []Flow) []bool {
	brief, n := make([]bool, len(flows)), 0
	for i := range flows {
		fl := &flows[i]
		if n < maxBrief && (fl.To.Root == access.Result || fl.Sink != nil || fl.Src != nil) {
			brief[i] = true
			n++
		}
	}
	return brief
}
