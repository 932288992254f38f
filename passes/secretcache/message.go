package secretcache

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// message names the secret, the cache, and whether it is a value or a key there.
func message(f rule.Finding) string {
	what := f.Flow.Source
	switch {
	case strings.HasSuffix(f.Flow.Kind, "secrets"):
		what += ", which may hold a credential,"
	case strings.HasPrefix(f.Flow.Kind, "written-"):
		what += ", encoded,"
	}
	if inKeys(f) {
		return fmt.Sprintf("%s stored in plaintext as a key of %s", what, f.Site.Sink)
	}
	return fmt.Sprintf("%s stored in plaintext in %s", what, f.Site.Sink)
}

func inKeys(f rule.Finding) bool { return strings.HasSuffix(f.Site.Kind, "-key") }

// advice says what to do where no fix is offered.
func advice(_ *analysis.Pass, f rule.Finding) string {
	switch {
	case inKeys(f):
		return "hash the secret with redact.CacheKey wherever this key is built"
	case strings.HasPrefix(f.Flow.Kind, "written-"):
		return "leave the field out of what is encoded, or seal the bytes with signedcodec"
	case strings.HasSuffix(f.Flow.Kind, "secrets"):
		return "store redact.Header or redact.URL of it"
	}
	return "seal the value with signedcodec, or do not cache it"
}
