package fix

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// The engine knows where bytes come from and where they go; see taint.Trail. Here its answers become channels.

// newTrail returns the engine's trail of bytes, or nil if the driver has no result of the engine.
func (b *Builder) newTrail() *taint.Trail {
	if b.flows == nil {
		return nil
	}
	return b.flows.Trail(taint.TrailOptions{
		Encodes: func(fn *types.Func) bool {
			return b.encodingOf(fn.Pkg()) != nil || fn.Pkg() != nil && fn.Signature().Recv() == nil && pairOf(fn) != nil
		},
		Marks: func(fn *types.Func) bool {
			return fn.Pkg() != nil && b.models.Matches("text-encodings", fn.Pkg().Path())
		},
	})
}

// origins returns the channels that the bytes of an argument come from.
func (b *Builder) origins(s taint.Spot) (all []channel) {
	if b.trail() == nil {
		return nil
	}
	for _, e := range b.trail().Origins(s) {
		if ch, ok := b.origin(e); ok {
			all = append(all, ch)
		}
	}
	return all
}

// origin returns the channel of an end of the trail back from a decode. It returns false if the end is another
// encoding.
func (b *Builder) origin(e taint.End) (channel, bool) {
	ch := channel{armored: e.Marked}
	if ch.medium = b.outside(e); e.Call == nil {
		return ch, true
	}
	fn := b.callee(e.Call)
	switch {
	case fn == nil:
		ch.medium = unknownMedium
		return ch, true
	case b.encodingOf(fn.Pkg()) != nil:
		return ch, false
	case ch.medium == fileMedium:
		b.nameFile(&ch, e.Call, fn)
		return ch, true
	case ch.medium > callMedium:
		return ch, true
	}
	ch = b.newCall(e.Call, nil)
	ch.armored = e.Marked
	if ch.key == nil && receiver(fn) != nil {
		if from, ok := b.asked(e.Call, 0); ok { // the bytes of a reply: client.Get(ctx, key).Bytes(), rows.Scan(&data)
			from.armored = ch.armored
			return from, true
		}
	}
	return ch, true
}

// asked returns the channel of the call that made the receiver of a call without a key.
func (b *Builder) asked(call *ast.CallExpr, depth int) (channel, bool) {
	for _, e := range b.trail().Origins(taint.Spot{Call: call, Arg: taint.Receiver}) {
		if e.Call == nil || e.Call == call || b.callee(e.Call) == nil {
			continue
		}
		if ch := b.newCall(e.Call, nil); ch.key != nil {
			return ch, true
		}
		if receiver(b.callee(e.Call)) != nil && len(e.Call.Args) == 0 && depth < 4 {
			if ch, ok := b.asked(e.Call, depth+1); ok {
				return ch, true
			}
		}
	}
	return channel{}, false
}

// media maps kinds of sources to the medium that they come through.
var media = map[string]medium{
	"cookie": cookieMedium, "file": fileMedium, "remote": foreignMedium, "peer": foreignMedium, "local": foreignMedium,
}

// outside returns the medium that the model or the type of an end says.
func (b *Builder) outside(e taint.End) medium {
	if m, ok := media[e.Kind]; ok {
		return m
	}
	if e.Call != nil {
		return b.mediumOf(b.info.TypeOf(e.Call))
	}
	if m := b.mediumOf(e.Type); m != unknownMedium {
		return m
	}
	if e.Type != nil && isText(e.Type) {
		return handedMedium
	}
	return unknownMedium
}

// mediumOf returns the medium that a type stands for: a cookie, a file, another party.
func (b *Builder) mediumOf(t types.Type) medium {
	if t == nil {
		return unknownMedium
	}
	if tuple, ok := t.(*types.Tuple); ok {
		if tuple.Len() == 0 {
			return unknownMedium
		}
		t = tuple.At(0).Type()
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return unknownMedium
	}
	name := named.Obj().Pkg().Path() + "." + named.Obj().Name()
	switch {
	case b.models.Matches("cookie-types", name):
		return cookieMedium
	case b.models.Matches("file-types", name):
		return fileMedium
	case b.models.Matches("party-types", name):
		return foreignMedium
	}
	return unknownMedium
}

// nameFile sets the key of a file's channel to the file's name, if that is the first argument of the call. The name of
// a temporary file is not.
func (b *Builder) nameFile(ch *channel, call *ast.CallExpr, fn *types.Func) {
	if len(call.Args) > 0 && receiver(fn) == nil && b.hasSink(fn, func(s model.Sink) bool {
		return (s.Kind == "file-name" || s.Kind == "disk-key") && s.At.Root == model.Arg && s.At.Index == 0
	}) {
		ch.fn, ch.call, ch.key = fn, call, call.Args[0]
	}
}

// destinations returns the channels that bytes go to.
func (b *Builder) destinations(s taint.Spot) (all []channel) {
	if b.trail() == nil {
		return nil
	}
	for _, e := range b.trail().Destinations(s) {
		all = append(all, b.destination(e)...)
	}
	return all
}

// receivers returns the channels that an encoder writes to, other than memory.
func (b *Builder) receivers(s taint.Spot) []channel {
	x := ast.Unparen(s.Call.Args[s.Arg])
	if b.isStandardStream(x) {
		return []channel{{medium: foreignMedium}}
	}
	switch m := b.mediumOf(b.info.TypeOf(x)); m {
	case unknownMedium:
		return slices.DeleteFunc(b.origins(s), func(ch channel) bool { return ch.medium == handedMedium })
	case fileMedium:
		return b.fileBehind(s, false)
	default:
		return []channel{{medium: m}}
	}
}

// destination returns the channels of an end of the trail on from an encode. There are none if what the call takes does
// not come back.
func (b *Builder) destination(e taint.End) []channel {
	ch := channel{armored: e.Marked}
	if e.Call == nil {
		ch.medium = b.outside(e)
		return []channel{ch}
	}
	fn := b.callee(e.Call)
	switch {
	case fn == nil:
		return []channel{ch}
	case fn.Pkg() != nil && (b.isTalk(fn.Pkg().Path()) || b.encodingOf(fn.Pkg()) != nil):
		return nil
	case b.writesFile(fn) && receiver(fn) == nil:
		ch.medium = fileMedium
		b.nameFile(&ch, e.Call, fn)
		return []channel{ch}
	case fn.Name() == "SetCookie":
		ch.medium, ch.life = cookieMedium, b.maxAge(e)
		return []channel{ch}
	}
	if made := b.holders(e, fn); made != nil {
		return made
	}
	switch {
	case e.Through || e.Arg == taint.Receiver:
		return nil
	case fn.Pkg() != nil && b.models.Matches("reply-packages", fn.Pkg().Path()) &&
		(!isInterfaceMethod(fn) || b.access(e.Call) == nil): // a store of the framework's is no answer
		ch.medium = foreignMedium
		return []channel{ch}
	}
	to := b.newCall(e.Call, argument(e))
	to.armored = e.Marked
	return []channel{to}
}

// hasSink reports whether the model of a function has a sink that matches.
func (b *Builder) hasSink(fn *types.Func, matches func(model.Sink) bool) bool {
	roles := b.models.Func(fn)
	return roles != nil && slices.ContainsFunc(roles.Sinks, matches)
}

// writesFile reports whether a model says that a function writes a file.
func (b *Builder) writesFile(fn *types.Func) bool {
	return b.hasSink(fn, func(s model.Sink) bool { return s.Kind == "disk-value" })
}

// argument returns the argument that an end is, or nil.
func argument(e taint.End) ast.Expr {
	if e.Arg >= 0 && e.Arg < len(e.Call.Args) {
		return e.Call.Args[e.Arg]
	}
	return nil
}

// maxAge returns the MaxAge of the cookie that a call takes, if a literal has it, or nil.
func (b *Builder) maxAge(e taint.End) ast.Expr {
	for _, arg := range e.Call.Args {
		x := arg
		if id, ok := ast.Unparen(arg).(*ast.Ident); ok {
			if def := b.only(b.info.Uses[id]); def != nil {
				x = def
			}
		}
		if lit := compositeOf(x); lit != nil && b.mediumOf(b.info.TypeOf(lit)) == cookieMedium {
			return field(lit, "MaxAge")
		}
	}
	return nil
}

// holders returns the channels that a call writes the bytes to or puts them into: a file that is its receiver, an HTTP
// response, a cookie. Its other arguments, such as the request of a session, are not channels.
func (b *Builder) holders(e taint.End, fn *types.Func) []channel {
	writes := receiver(fn) != nil && (strings.HasPrefix(fn.Name(), "Write") || fn.Name() == "ReadFrom")
	for i, x := range b.operands(e.Call) {
		m := b.mediumOf(b.info.TypeOf(x))
		if m == unknownMedium || i-1 != e.Arg && !(i == 0 && writes) && !(e.Through && receiver(fn) == nil) {
			continue
		}
		switch {
		case b.isStandardStream(x):
			m = foreignMedium
		case m == fileMedium:
			return b.fileBehind(taint.Spot{Call: e.Call, Arg: i - 1}, e.Marked)
		}
		return []channel{{medium: m, armored: e.Marked}}
	}
	if writes && !e.Through {
		return armor(b.origins(taint.Spot{Call: e.Call, Arg: taint.Receiver}), e.Marked)
	}
	return nil
}

// operands returns the receiver of a call, nil for a function, and the arguments.
func (b *Builder) operands(call *ast.CallExpr) []ast.Expr {
	var recv ast.Expr
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && b.info.Selections[sel] != nil {
		recv = sel.X
	}
	return append([]ast.Expr{recv}, call.Args...)
}

// fileBehind returns the channels of an open file.
func (b *Builder) fileBehind(s taint.Spot, marked bool) []channel {
	all := slices.DeleteFunc(b.origins(s), func(ch channel) bool { return ch.medium != fileMedium })
	if len(all) == 0 {
		all = []channel{{medium: fileMedium}}
	}
	return armor(all, marked)
}

// armor marks channels as armored if the bytes that go through them are encoded as text.
func armor(all []channel, marked bool) []channel {
	for i := range all {
		all[i].armored = all[i].armored || marked
	}
	return all
}

// isStandardStream reports whether an expression is os.Stdin, os.Stdout or os.Stderr.
func (b *Builder) isStandardStream(x ast.Expr) bool {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v, ok := b.info.Uses[sel.Sel].(*types.Var)
	return ok && v.Pkg() != nil && v.Pkg().Path() == "os" && strings.HasPrefix(v.Name(), "Std")
}

// isTalk reports whether a package prints or logs, so that its arguments do not come back.
func (b *Builder) isTalk(path string) bool { return b.models.Matches("talk-packages", path) }
