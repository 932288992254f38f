package scope

import (
	"go/constant"
	"regexp"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// constants are the texts of the constants of a package, and which patterns match one of them.
type constants struct {
	texts   []string
	matched map[*regexp.Regexp]bool
}

// mayHold reports whether conditions of a role can hold anywhere in the package: a constant that one of them asks for
// must be there. An argument that is no constant does not match.
func (s *relevance) mayHold(conds []model.Cond) bool {
	for _, c := range conds {
		if c.Match != nil && !c.Negate && !s.namesConstant(c.Match) {
			return false
		}
	}
	return true
}

func (s *relevance) namesConstant(match *regexp.Regexp) bool {
	if s.constants == nil {
		s.constants = &constants{matched: map[*regexp.Regexp]bool{}}
		seen := map[string]bool{}
		for _, tv := range s.sc.pass.TypesInfo.Types {
			if tv.Value != nil {
				seen[ConstantText(tv.Value)] = true
			}
		}
		for text := range seen {
			s.constants.texts = append(s.constants.texts, text)
		}
	}
	found, ok := s.constants.matched[match]
	if !ok {
		found = slices.ContainsFunc(s.constants.texts, match.MatchString)
		s.constants.matched[match] = found
	}
	return found
}

// ConstantText returns the text of a constant that conditions match.
func ConstantText(v constant.Value) string {
	if v.Kind() == constant.String {
		return constant.StringVal(v)
	}
	return v.ExactString()
}
