// Package auth keeps values in a context under keys that only it can name.
package auth

import "context"

type userKey struct{}

type number int

const roleKey number = 1

type named struct{ name string }

var nameKey = &named{"name"}

// A User has a part of the outside and a part of its own.
type User struct{ Token, ID string }

func WithUser(ctx context.Context, u *User) context.Context {
	return context.WithValue(ctx, userKey{}, u)
}

func UserFrom(ctx context.Context) *User {
	u, _ := ctx.Value(userKey{}).(*User)
	return u
}

func WithRole(ctx context.Context, role string) context.Context {
	return context.WithValue(ctx, roleKey, role)
}

func RoleFrom(ctx context.Context) string {
	s, _ := ctx.Value(roleKey).(string)
	return s
}

func WithName(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, nameKey, name)
}

func NameFrom(ctx context.Context) (string, bool) {
	s, ok := ctx.Value(nameKey).(string)
	return s, ok
}

// Other is never set.
func Other(ctx context.Context) string {
	s, _ := ctx.Value(number(2)).(string)
	return s
}
