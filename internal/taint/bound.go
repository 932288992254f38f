package taint

// A bound is a limit of the engine past which it drops something, toward silence. Limits past which it only tells less apart (a
// field deeper than maxDepth counts as its prefix) are not among them: they lose nothing.
type bound uint8

const (
	boundVisits       bound = iota // maxVisits, maxWork
	boundRounds                    // maxRounds, largeComponent
	boundCalls                     // maxDepthOfCalls
	boundImplementers              // maxImplementers
	boundInstruction               // an instruction that the engine does not know
	boundReach                     // maxReach
	boundEvents                    // maxEvents
	boundPreds                     // maxPreds
	boundHops                      // maxHops
	boundLabels                    // maxLabels
	boundFlows                     // maxFlows
	boundCell                      // maxPerCell
	boundWork                      // hopsPerInstruction
	bounds
)

// boundNames are what a user reads of a bound; docs/troubleshooting explains them.
var boundNames = [bounds]string{
	"visits", "rounds", "calls", "implementers", "instruction", "reach", "events", "preds", "hops", "labels", "flows", "cell", "work",
}

// A capset is the bounds that the analysis of one function met, and those that cut a search which had reached a source.
type capset struct{ met, cut uint16 }

func (c *capset) meet(b bound) { c.met |= 1 << b }

func (c *capset) sever(b bound) { c.met, c.cut = c.met|1<<b, c.cut|1<<b }

func (c *capset) join(o capset) { c.met, c.cut = c.met|o.met, c.cut|o.cut }
