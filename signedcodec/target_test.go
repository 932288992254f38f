package signedcodec

import (
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"testing"
	"time"
)

type inner struct {
	Name string
	Age  uint8
}

type nested struct {
	Any  any
	Map  map[string]int
	Ptr  *inner
	List []inner
	Refs []*inner
	Two  [2]*inner
	Big  *big.Int
	When time.Time
	Self *nested
	embedded
	Age uint8
}

type embedded struct{ Inside *inner }

// filled is a target that decoders write into in every way that they can: through
// pointers, in interfaces, maps, slices and their spare room.
func filled() *nested {
	n := &nested{
		Any: &inner{"any", 1}, Map: map[string]int{"a": 1}, Ptr: &inner{"ptr", 2},
		List: append(make([]inner, 0, 4), inner{"list", 3}), Refs: []*inner{{"refs", 4}}, Two: [2]*inner{{"two", 5}},
		Big: big.NewInt(6), When: epoch, embedded: embedded{&inner{"inside", 7}}, Age: 8,
	}
	n.Self = n
	return n
}

// show is what can be seen of a target, with what it points to and its spare room.
func show(n *nested) string {
	return fmt.Sprintf("%v %v %v %v %v %v %v %v %v %v", n.Any, n.Map, *n.Ptr, n.List[:cap(n.List)], *n.Refs[0], *n.Two[0], n.Big, n.When, *n.Inside, n.Age)
}

// The payload fits up to its last member, which a decoder reaches last.
func TestTargetsOfAllShapesAreUntouchedOnError(t *testing.T) {
	payload := map[string]any{
		"Any": map[string]any{"Name": "X", "Age": 9}, "Map": map[string]any{"b": 2}, "Ptr": map[string]any{"Name": "X"},
		"List": []any{map[string]any{"Name": "X"}, map[string]any{"Name": "X"}}, "Refs": []any{map[string]any{"Name": "X"}},
		"Two": []any{map[string]any{"Name": "X"}}, "Big": 99, "Inside": map[string]any{"Name": "X"},
		"Self": map[string]any{"Map": map[string]any{"c": 3}},
	}
	s := testSigner(t, "app/test")
	for _, bad := range []any{map[string]any{"Age": 300}, map[string]any{"Any": map[string]any{"Name": "X", "Age": 300}}, map[string]any{"Self": map[string]any{"Age": 300}}} {
		for name, value := range bad.(map[string]any) {
			p := map[string]any{}
			for k, v := range payload {
				p[k] = v
			}
			p[name] = value
			token, err := s.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			target, want := filled(), show(filled())
			alias := []any{target.Any, target.Ptr, target.Refs[0]}
			if err := s.Unmarshal(token, target); !errors.Is(err, ErrFormat) {
				t.Errorf("%s: %v", name, err)
			}
			if got := show(target); got != want {
				t.Errorf("%s: the target became\n%s, was\n%s", name, got, want)
			}
			if target.Any != alias[0] || any(target.Ptr) != alias[1] || any(target.Refs[0]) != alias[2] {
				t.Errorf("%s: the target points elsewhere", name)
			}
		}
	}
	// What fits is written where the target points, as json does it.
	token, err := s.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	target := filled()
	ptr := target.Ptr
	if err := s.Unmarshal(token, target); err != nil || ptr.Name != "X" || target.Map["a"] != 1 || target.Map["b"] != 2 || target.Any.(*inner).Name != "X" {
		t.Error(err, show(target))
	}
}

// The shapes that the landed code changed on error.
func TestInterfaceWithPointerIsUntouchedOnError(t *testing.T) {
	s := testSigner(t, "app/test")
	token, err := s.Marshal(map[string]any{"Name": "X", "Age": 300})
	if err != nil {
		t.Fatal(err)
	}
	in := &inner{"kept", 1}
	var target any = in
	if err := s.Unmarshal(token, &target); !errors.Is(err, ErrFormat) || *in != (inner{"kept", 1}) || target != any(in) {
		t.Error(*in, err)
	}
	list := []any{in}
	token, err = s.Marshal([]any{map[string]any{"Name": "X", "Age": 300}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Unmarshal(token, &list); !errors.Is(err, ErrFormat) || *in != (inner{"kept", 1}) {
		t.Error(*in, err)
	}
}

func TestGobTargetsAreUntouchedOnError(t *testing.T) {
	type wide struct {
		Map map[string]int
		Ptr *inner
		Age int
	}
	type narrow struct {
		Map map[string]int
		Ptr *inner
		Age uint8
	}
	s := testSigner(t, "app/test", WithFormat(Gob))
	token, err := s.Marshal(wide{map[string]int{"b": 2}, &inner{"X", 9}, 300})
	if err != nil {
		t.Fatal(err)
	}
	target := narrow{map[string]int{"a": 1}, &inner{"ptr", 2}, 1}
	if err := s.Unmarshal(token, &target); !errors.Is(err, ErrFormat) || len(target.Map) != 1 || *target.Ptr != (inner{"ptr", 2}) {
		t.Error(target.Map, *target.Ptr, err)
	}
}

func TestRefers(t *testing.T) {
	for _, c := range []struct {
		v    any
		want bool
	}{{1, false}, {inner{}, false}, {[2]inner{}, false}, {time.Time{}, true}, {[]int{}, true}, {struct{ in struct{ p *int } }{}, true}, {&inner{}, true}} {
		if got := refers(reflect.TypeOf(c.v)); got != c.want {
			t.Errorf("%T: %v", c.v, got)
		}
	}
}
