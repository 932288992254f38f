package shared

import "testing"

func TestRoundTrip(t *testing.T) {
	tag := Sign([]byte("b"))
	if !Verify([]byte("b"), tag) || !Other([]byte("b"), tag) || Verify([]byte("c"), tag) {
		t.Error("signed with one key and verified with another")
	}
	if Title() != "written three times" {
		t.Error(Title())
	}
}
