package summary

// A Bound is a limit of the engine past which it drops something, toward silence. The comments give the constants.
// Limits past which it only tells less apart are not among them, since they lose nothing: a field deeper than
// access.MaxDepth counts as its prefix.
type Bound uint8

const (
	BoundVisits       Bound = iota // maxVisits, maxInstructions
	BoundRounds                    // maxRounds, maxRoundsOfMany
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
	NumBounds                      // the number of bounds
)

// BoundNames are the names that users see; docs/troubleshooting.md explains them.
var BoundNames = [NumBounds]string{
	"visits", "rounds", "calls", "implementers", "instruction", "reach", "events", "preds", "hops", "labels", "flows", "cell", "work", "trail",
}

// Caps are the bounds that the analysis of one function met and, among them, those that cut a search which had reached
// a source. Bound b is bit b.
type Caps struct{ Met, Cut uint16 }

// Meet records that b was met.
func (c *Caps) Meet(b Bound) { c.Met |= 1 << b }

// Sever records that b was met and cut a search which had reached a source.
func (c *Caps) Sever(b Bound) { c.Met, c.Cut = c.Met|1<<b, c.Cut|1<<b }

// Join adds the bounds of o.
func (c *Caps) Join(o Caps) { c.Met, c.Cut = c.Met|o.Met, c.Cut|o.Cut }
