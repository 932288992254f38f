package owner

import "testing"

func TestRoundTrip(t *testing.T) {
	data, err := Serializer{}.Serialize(&Session{ID: "a", Values: map[string]string{"user": "ann"}})
	if err != nil {
		t.Fatal(err)
	}
	got := &Session{ID: "a"}
	if err := (Serializer{}).Deserialize(data, got); err != nil || got.Values["user"] != "ann" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestRefused(t *testing.T) {
	data, err := Serializer{}.Serialize(&Session{ID: "a", Values: map[string]string{"user": "ann"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := (Serializer{}).Deserialize(data, &Session{ID: "b"}); err == nil {
		t.Error("the values of another session are accepted")
	}
}
