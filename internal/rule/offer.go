package rule

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/position"
)

// An Offer is a fix for a place that findings of other packages may come from: what a function returns is weak, and who stores it in a
// session is told of it. Drivers that take fixes of a package's own files alone never see it; the command puts it to the finding.
type Offer struct {
	Rule   string      `json:"rule"`
	Places []string    `json:"places"` // as file:line:column: where the trace of such a finding begins
	Title  string      `json:"title"`
	Edits  []OfferEdit `json:"edits"`
}

// An OfferEdit replaces the bytes [Start, End) of a file.
type OfferEdit struct {
	File  string `json:"file"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
}

// keepOffers makes rules compute offers, for the driver that asks for them.
var keepOffers bool

func init() {
	Directives.Flags.BoolVar(&keepOffers, "offers", false, "compute fixes for findings of other packages")
}

// maxOffers bounds the offers of a package.
const maxOffers = 50

// offers are those of a rule for the package of a pass.
func (r *Rule) offers(pass *analysis.Pass) (all []Offer) {
	if !keepOffers || r.Offers == nil {
		return nil
	}
	for _, o := range r.Offers(pass) {
		offer := Offer{Rule: r.Name, Title: o.Fix.Message}
		for _, pos := range o.Places {
			offer.Places = append(offer.Places, position.Of(pass.Fset, pos).String())
		}
		for _, e := range o.Fix.TextEdits {
			file := pass.Fset.File(e.Pos)
			offer.Edits = append(offer.Edits, OfferEdit{file.Name(), file.Offset(e.Pos), file.Offset(max(e.Pos, e.End)), string(e.NewText)})
		}
		if same := func(p Offer) bool { return slices.Equal(p.Places, offer.Places) }; !slices.ContainsFunc(all, same) && len(all) < maxOffers {
			all = append(all, offer)
		}
	}
	return all
}
