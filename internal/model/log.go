package model

import (
	"go/types"
	"regexp"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/std"
)

// The vocabulary of logging: what writes down that something failed, and lets the program go on.

var (
	logPackages = regexp.MustCompile(`(?i)(?:^|/)(?:[a-z]?log|slog|zap|logrus|zerolog|hclog|logr|logger|logging|logutils?)(?:/v[0-9]+|\.v[0-9]+)?$`)
	logTypes    = regexp.MustCompile(`(?i)log(?:ger)?$|^SugaredLogger$|^Entry$`)
	logNames    = regexp.MustCompile(`^(?:Print|Debug|Info|Notice|Warn|Error|Trace|Log|Msg|Send|With|Err|Str|Bytes|Any|Int|Field|String|Stack|V$)`)
	replies     = regexp.MustCompile(`^net/http\.Error$|^fmt\.F?[Pp]rint|^\(net/http\.ResponseWriter\)\.Write`)
)

// Logs reports whether a function does no more than say what happened: to a log, a terminal or a client.
func Logs(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	if replies.MatchString(fn.FullName()) {
		return true
	}
	if !logNames.MatchString(fn.Name()) || strings.Contains(fn.Name(), "Fatal") {
		return false
	}
	if logPackages.MatchString(std.Path(fn.Pkg())) {
		return true
	}
	recv := fn.Signature().Recv()
	if recv == nil {
		return false
	}
	t := types.Unalias(recv.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	n, ok := t.(*types.Named)
	return ok && logTypes.MatchString(n.Obj().Name())
}
