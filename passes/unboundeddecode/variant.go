package unboundeddecode

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

var (
	decode = &rule.Variant{Name: "decode", Title: "a stream decoded with no bound on its size", Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s decodes the %s with no bound on its size: bound it first", f.Site.Sink, f.Flow.Source)
	}}
	readAll = &rule.Variant{Name: "read-all", Title: "a stream read whole with no bound on its size", Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s reads the %s with no bound on its size: bound it first", f.Site.Sink, f.Flow.Source)
	}}
	inflate = &rule.Variant{Name: "inflate", Title: "a decompressed stream with no bound on its size", CWE: []int{409}, Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s takes the %s decompressed, with no bound: bound what comes out of the decompressor", f.Site.Sink, f.Flow.Source)
	}}
	allocate = &rule.Variant{Name: "allocate", Title: "an allocation by a length from the input", CWE: []int{770, 789}, Fix: fixLength,
		Message: func(f rule.Finding) string {
			return fmt.Sprintf("%s allocates by a number from the %s: compare it with a limit first", f.Site.Sink, f.Flow.Source)
		}}
	message = &rule.Variant{Name: "message", Title: "messages read with no limit on their size", Fix: fixMessage, Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s reads a message of any size from the %s: set a read limit first", f.Site.Sink, f.Flow.Source)
	}}
	limitOff = &rule.Variant{Name: "limit-off", Title: "a limit that bounds nothing", Fix: fixLimit, Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s allows so much that it bounds nothing: choose a limit that memory can hold", f.Site.Sink)
	}}
	split = &rule.Variant{Name: "split", Title: "a token split into any number of parts", Strict: true, Severity: rule.Low, CWE: []int{405}, Fix: rule.NoFix,
		Message: func(f rule.Finding) string {
			return fmt.Sprintf("%s makes as many parts of the %s as it has dots: use strings.SplitN or strings.Cut", f.Site.Sink, f.Flow.Source)
		}}
)

var variants = []*rule.Variant{decode, readAll, inflate, allocate, message, limitOff, split}

// fixLength compares the length with a limit.
func fixLength(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).CheckLength(f.SinkPlaces()...)
}

// fixMessage limits messages before they are read.
func fixMessage(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).ReadLimit(f.SinkPlaces()...)
}

// fixLimit sets a limit that memory can hold.
func fixLimit(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).LimitTo(f.SinkPlaces()...)
}
