package summary

// A bound is a limit of the engine past which it drops something, toward silence. Limits past which it only tells less
// apart (a field deeper than access.MaxDepth counts as its prefix) are not among them: they lose nothing.
type Bound uint8

const (
	BoundVisits       Bound = iota // maxVisits, maxInstructions
	BoundRounds                    // maxRounds, largeComponent
	BoundCalls                     // maxDepthOfCalls
	BoundImplementers              // maxImplementers
	BoundInstruction               // an instruction that the engine does not know
	BoundReach                     // maxReach
	BoundEvents                    // maxEvents
	BoundPreds                     // maxPreds
	BoundHops                      // maxHops
	BoundLabels                    // maxLabels
	BoundFlows                     // maxFlows
	BoundCell                      // maxPerCell
	BoundWork                      // maxWork, workPerInstruction
	BoundTrail                     // maxTrailed, maxLegs
	NumBounds
)

// BoundNames are what a user reads of a bound; docs/troubleshooting explains them.
var BoundNames = [NumBounds]string{
	"visits", "rounds", "calls", "implementers", "instruction", "reach", "events", "preds", "hops", "labels", "flows", "cell", "work", "trail",
}

// A Caps is the bounds that the analysis of one function met, and those that cut a search which had reached a source.
type Caps struct{ Met, Cut uint16 }

func (c *Caps) Meet(b Bound) { c.Met |= 1 << b }

func (c *Caps) Sever(b Bound) { c.Met, c.Cut = c.Met|1<<b, c.Cut|1<<b }

func (c *Caps) Join(o Caps) { c.Met, c.Cut = c.Met|o.Met, c.Cut|o.Cut }
