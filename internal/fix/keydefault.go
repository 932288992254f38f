package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// WithoutDefault offers to take out the default that stands in for a key at one of the places, and to refuse to start without a key where
// the program has read its settings: behind flag.Parse, where cobra marks what is required, where viper gives the setting, or in place of
// the assignment that the key falls back to.
func (b *Builder) WithoutDefault(text string, places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.outsideTests(places) {
		for _, form := range []func(token.Pos, string) []analysis.SuggestedFix{b.flagDefault, b.settingDefault, b.assignedDefault} {
			if fixes := form(pos, text); fixes != nil {
				return fixes
			}
		}
	}
	return nil
}

const noDefault = "take the default of the key out and refuse to start without it"

// A flagCall declares a flag: flag.String("key", "default", "usage"), cmd.Flags().StringVarP(&key, "key", "k", "default", "usage").
type flagCall struct {
	call      *ast.CallExpr
	name, pkg string
	value     ast.Expr // the default
	target    ast.Expr // the variable, of a form that takes its address
	flags     ast.Expr // cmd.Flags()
}

// flagAt returns the declaration of a flag around a place whose default is a text.
func (b *Builder) flagAt(pos token.Pos, text string) *flagCall {
	var found *flagCall
	_, _ = at(b, pos, pos, func(call *ast.CallExpr) bool {
		if f := b.flagCall(call); f != nil && b.constantText(f.value) == text {
			found = f
		}
		return true
	})
	return found
}

func (b *Builder) flagCall(call *ast.CallExpr) *flagCall {
	fn := b.callee(call)
	if fn == nil || fn.Pkg() == nil || !b.models.Matches("flag-packages", fn.Pkg().Path()) || !slices.Contains([]string{"String", "StringVar", "StringP", "StringVarP"}, fn.Name()) {
		return nil
	}
	f := &flagCall{call: call, pkg: fn.Pkg().Path()}
	args := call.Args
	if strings.HasPrefix(fn.Name(), "StringVar") && len(args) > 0 {
		if u, ok := ast.Unparen(args[0]).(*ast.UnaryExpr); ok && u.Op == token.AND {
			f.target = u.X
		}
		args = args[1:]
	}
	if len(args) < 3 {
		return nil
	}
	f.name, f.value = b.constantText(args[0]), args[len(args)-2]
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && b.info.Selections[sel] != nil {
		f.flags = sel.X
	}
	return f
}

// flagDefault empties the default of a flag and has the flag given.
func (b *Builder) flagDefault(pos token.Pos, text string) []analysis.SuggestedFix {
	f := b.flagAt(pos, text)
	if f == nil || f.name == "" {
		return nil
	}
	e := b.newEdit()
	e.replace(f.value.Pos(), f.value.End(), `""`)
	if f.flags != nil {
		return e.markRequired(f)
	}
	parse := b.parseOf(f.pkg)
	value := b.flagValue(f)
	if parse == nil || value == "" {
		return nil
	}
	indent := b.indentOf(parse)
	e.insert(parse.End(), fmt.Sprintf("\n%[1]sif len(%[2]s) < 16 {\n%[1]s\t%[3]s.Fatal(%[4]q)\n%[1]s}", indent, value,
		e.use(parse.Pos(), "log", "log"), "set -"+f.name+" to a random key of at least 16 bytes"))
	return e.finish(noDefault)
}

// markRequired has cobra require a flag: cmd.MarkFlagRequired("key").
func (e *edit) markRequired(f *flagCall) []analysis.SuggestedFix {
	stmt, ok := e.b.tree().up(f.call).(*ast.ExprStmt)
	flags, isCall := ast.Unparen(f.flags).(*ast.CallExpr)
	if !ok || !isCall {
		return nil
	}
	sel, ok := ast.Unparen(flags.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	mark := map[string]string{"Flags": "MarkFlagRequired", "PersistentFlags": "MarkPersistentFlagRequired"}[sel.Sel.Name]
	if obj, _, _ := types.LookupFieldOrMethod(e.b.info.TypeOf(sel.X), true, e.b.pkg, mark); mark == "" || obj == nil {
		return nil
	}
	e.insert(stmt.End(), fmt.Sprintf("\n%s_ = %s.%s(%q)", e.b.indentOf(stmt), e.keep(sel.X), mark, f.name))
	return e.finish(noDefault)
}

// parseOf returns the one statement of the package that parses the flags of a package.
func (b *Builder) parseOf(path string) ast.Stmt {
	var found ast.Stmt
	count := 0
	for _, f := range b.files {
		for n := range ast.Preorder(f) {
			stmt, ok := n.(*ast.ExprStmt)
			if !ok || b.inTest(stmt.Pos()) || b.file(stmt.Pos()) == nil {
				continue
			}
			if call, ok := stmt.X.(*ast.CallExpr); ok && b.calls(call, path, "Parse") {
				found = stmt
				count++
			}
		}
	}
	if count != 1 {
		return nil
	}
	return found
}

// flagValue writes what a flag was set to, at the place where flags are parsed: of a variable of the package.
func (b *Builder) flagValue(f *flagCall) string {
	if f.target != nil {
		if obj := b.variableOf(f.target); obj != nil && obj.Parent() == b.pkg.Scope() {
			return b.text(f.target)
		}
		return ""
	}
	spec, ok := b.tree().up(f.call).(*ast.ValueSpec)
	if ok && b.tree().function(spec) == nil && len(spec.Names) == 1 {
		return "*" + spec.Names[0].Name
	}
	assign, ok := b.tree().up(f.call).(*ast.AssignStmt)
	if ok && len(assign.Lhs) == 1 && b.parseOf(f.pkg) != nil && b.tree().body(assign) == b.tree().body(b.parseOf(f.pkg)) {
		return "*" + b.text(assign.Lhs[0])
	}
	return ""
}

// variableOf returns the variable that an expression begins with.
func (b *Builder) variableOf(x ast.Expr) types.Object {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return b.info.Uses[x]
	case *ast.SelectorExpr:
		return b.variableOf(x.X)
	}
	return nil
}

// isDefault reports whether an expression is the default of a flag or a setting.
func (b *Builder) isDefault(x ast.Expr) bool {
	call, ok := b.tree().up(x).(*ast.CallExpr)
	if !ok {
		return false
	}
	f := b.flagCall(call)
	return f != nil && ast.Unparen(f.value) == ast.Unparen(x) || b.settings(call, "SetDefault") != nil
}

// settings returns the package of a call if it reads a program's settings and the call is of a function with one of the
// names, or nil.
func (b *Builder) settings(call *ast.CallExpr, names ...string) *types.Package {
	fn := b.callee(call)
	if fn == nil || fn.Pkg() == nil || !b.models.Matches("settings-packages", fn.Pkg().Path()) || !b.calls(call, fn.Pkg().Path(), names...) {
		return nil
	}
	return fn.Pkg()
}

// settingDefault takes viper.SetDefault(name, text) away and has the reads of the setting in the package require it.
func (b *Builder) settingDefault(pos token.Pos, text string) []analysis.SuggestedFix {
	call, ok := at(b, pos, pos, func(c *ast.CallExpr) bool {
		return b.settings(c, "SetDefault") != nil && len(c.Args) == 2 && b.constantText(c.Args[1]) == text
	})
	if !ok {
		return nil
	}
	stmt, ok := b.tree().up(call).(*ast.ExprStmt)
	name := b.constantText(call.Args[0])
	if !ok || name == "" || b.commentsBetween(stmt.Pos(), lineEnd(b.fset, stmt.End())) {
		return nil
	}
	e := b.newEdit()
	e.replace(lineStart(b.fset, stmt.Pos())-1, lineEnd(b.fset, stmt.End()), "")
	pkg := b.settings(call, "SetDefault")
	reads := b.readsOf(name)
	if len(reads) == 0 {
		return e.requireRead(name)
	}
	for _, read := range reads {
		e.replace(read.Fun.Pos(), read.Fun.End(), b.requireSetting(e, pkg))
	}
	return e.finish(noDefault)
}

// readsOf lists the calls that get a setting as text.
func (b *Builder) readsOf(name string) (all []*ast.CallExpr) {
	for _, f := range b.files {
		for n := range ast.Preorder(f) {
			if c, ok := n.(*ast.CallExpr); ok && b.settings(c, "GetString") != nil && strings.EqualFold(b.constantText(c.Args[0]), name) && !b.inTest(c.Pos()) {
				all = append(all, c)
			}
		}
	}
	return all
}

// requireRead checks a setting where the settings have been read: behind ReadInConfig.
func (e *edit) requireRead(name string) []analysis.SuggestedFix {
	b := e.b
	for _, f := range b.files {
		for n := range ast.Preorder(f) {
			call, ok := n.(*ast.CallExpr)
			if !ok || b.file(call.Pos()) == nil {
				continue
			}
			pkg := b.settings(call, "ReadInConfig", "MergeInConfig")
			if pkg == nil {
				continue
			}
			stmt := b.listed(call)
			if a, ok := stmt.(*ast.AssignStmt); ok { // with the condition behind it
				stmt = a
				if next, ok := b.after(a).(*ast.IfStmt); ok {
					stmt = next
				}
			}
			if _, returns := stmt.(*ast.ReturnStmt); stmt == nil || returns {
				return nil
			}
			indent := b.indentOf(stmt)
			e.insert(stmt.End(), fmt.Sprintf("\n%[1]sif len(%[2]s.GetString(%[3]q)) < 16 {\n%[1]s\tpanic(%[4]q)\n%[1]s}", indent,
				e.use(stmt.Pos(), pkg.Path(), pkg.Name()), name, "set "+name+" to a random key of at least 16 bytes"))
			return e.finish(noDefault)
		}
	}
	return nil
}

// requireSetting declares, once for the package, the function that reads a setting that is a key.
func (b *Builder) requireSetting(e *edit, pkg *types.Package) string {
	home := b.home()
	if home == nil {
		e.failed = true
		return ""
	}
	if fn, ok := b.pkg.Scope().Lookup("requireSetting").(*types.Func); ok && fn.Type().String() == "func(name string) string" {
		return "requireSetting"
	}
	name := b.freeName("requireSetting")
	e.insert(home.FileEnd, fmt.Sprintf(`
// %[1]s returns a setting that is a key. A program that has none must not run, and one of less than 16 bytes can be guessed.
func %[1]s(name string) string {
	value := %[2]s.GetString(name)
	if len(value) < 16 {
		panic("set " + name + " to a random key of at least 16 bytes")
	}
	return value
}
`, name, e.use(home.Package, pkg.Path(), pkg.Name())))
	return name
}

// assignedDefault has a function fail where it assigns a constant to a key that is not set: if key == "" { key = "default" }.
func (b *Builder) assignedDefault(pos token.Pos, text string) []analysis.SuggestedFix {
	stmt, ok := at(b, pos, pos, func(s *ast.AssignStmt) bool { return len(s.Lhs) == 1 && s.Tok == token.ASSIGN })
	if !ok || b.commentsIn(stmt) || !slices.ContainsFunc(b.constantsIn(stmt.Rhs[0], 0), func(x ast.Expr) bool { return b.constantText(x) == text }) {
		return nil
	}
	block, ok := b.tree().parent(stmt).(*ast.BlockStmt)
	if !ok || len(block.List) != 1 {
		return nil
	}
	cond, ok := b.tree().parent(block).(*ast.IfStmt)
	if !ok || cond.Body != block || !b.tests(cond.Cond, stmt.Lhs[0]) || !b.isNothing(ast.Unparen(cond.Cond).(*ast.BinaryExpr).Y) {
		return nil
	}
	e := b.newEdit()
	name := lastName(stmt.Lhs[0])
	missing := name + " is not set"
	if variable := b.variableAround(stmt); variable != "" {
		name, missing = variable, "set the environment variable "+variable
	}
	ret := "panic(" + strconv.Quote(missing) + ")"
	if text, ok := b.failWith(e, stmt, name+" is not set"); ok {
		ret = text
	}
	e.replace(stmt.Pos(), stmt.End(), ret)
	return e.finish(fmt.Sprintf("fail if %s is unset instead of using a hard-coded key", name))
}

// isNothing reports whether an expression is "", 0 or nil.
func (b *Builder) isNothing(x ast.Expr) bool {
	text := b.text(x)
	return text == `""` || text == "0" || text == "``" || b.info.Types[x].IsNil()
}

func lastName(x ast.Expr) string {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return "the key"
}

// failWith writes the return of an error out of the function around a statement, if that returns one.
func (b *Builder) failWith(e *edit, stmt ast.Stmt, message string) (string, bool) {
	var sig *types.Signature
	switch fn := b.tree().body(stmt).(type) {
	case *ast.FuncDecl:
		sig, _ = b.info.Defs[fn.Name].Type().(*types.Signature)
	case *ast.FuncLit:
		sig, _ = b.info.TypeOf(fn).(*types.Signature)
	}
	if sig == nil || sig.Results().Len() == 0 || !isError(sig.Results().At(sig.Results().Len()-1).Type()) {
		return "", false
	}
	values := make([]string, sig.Results().Len())
	for i := range values[:len(values)-1] {
		zero, ok := b.zero(e, stmt.Pos(), sig.Results().At(i).Type())
		if !ok {
			return "", false
		}
		values[i] = zero
	}
	values[len(values)-1] = fmt.Sprintf("%s.New(%q)", e.use(stmt.Pos(), "errors", "errors"), message)
	return "return " + strings.Join(values, ", "), true
}
