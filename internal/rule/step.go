package rule

import (
	"fmt"
	"go/token"
	"strconv"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// A Step is a step of a trace as it travels in the message of a diagnostic's related information:
//
//	read from the request body (in (*server).load)
//	decoded by gob (in Load at example.com/session@v1.2.0/load.go:41:7)
//
// A step inside a dependency has the second form. Its place is in the text because a driver gives back positions
// of the analysed package only.
type Step struct {
	Message  string
	Func     string
	Position token.Position // the zero value for a step of the analysed package
}

const stepIn, stepAt = " (in ", " at "

func newStep(s taint.Step) Step {
	return Step{Message: s.Message, Func: s.Func, Position: s.Position}
}

func (s Step) String() string {
	if s.Func == "" && !s.Position.IsValid() {
		return s.Message
	}
	text := s.Message + stepIn + s.Func
	if s.Position.IsValid() {
		text += fmt.Sprintf("%s%s:%d:%d", stepAt, s.Position.Filename, s.Position.Line, s.Position.Column)
	}
	return text + ")"
}

// ParseStep is the inverse of Step.String. Text of another form is a step with nothing but a message.
func ParseStep(text string) Step {
	open := strings.LastIndex(text, stepIn)
	if open < 0 || !strings.HasSuffix(text, ")") {
		return Step{Message: text}
	}
	step := Step{Message: text[:open], Func: text[open+len(stepIn) : len(text)-1]}
	at := strings.LastIndex(step.Func, stepAt)
	if at < 0 {
		return step
	}
	if pos, ok := ParsePosition(step.Func[at+len(stepAt):]); ok {
		step.Func, step.Position = step.Func[:at], pos
	}
	return step
}

// ParsePosition reads file:line:column, or file:line.
func ParsePosition(text string) (token.Position, bool) {
	file, numbers := text, []int{}
	for len(numbers) < 2 {
		i := strings.LastIndexByte(file, ':')
		if i < 0 {
			break
		}
		n, err := strconv.Atoi(file[i+1:])
		if err != nil {
			break
		}
		file, numbers = file[:i], append([]int{n}, numbers...)
	}
	switch len(numbers) {
	case 1:
		return token.Position{Filename: file, Line: numbers[0]}, file != ""
	case 2:
		return token.Position{Filename: file, Line: numbers[0], Column: numbers[1]}, file != ""
	}
	return token.Position{}, false
}
