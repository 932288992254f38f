// Package tags has tags that do not say what they seem to.
package tags

type account struct {
	Name     string          `json:"name"`
	Admin    bool            `json:"-,"`                    // want `decodetag: the tag json:"-," does not leave the field out`
	Role     string          `json:"-,omitempty" db:"role"` // want `decodetag: the tag json:"-,omitempty" does not leave the field out`
	Password string          `yaml:"password,-"`            // want `decodetag: the tag yaml:"password,-" does not leave the field out`
	Owner    string          `xml:"-,omitempty" bson:"-,"`  // want `the tag xml:"-,omitempty" does not` `the tag bson:"-," does not`
	Balance  int             `toml:"-,omitempty"`           // want `the tag toml:"-,omitempty" does not leave the field out`
	Note     string          `json:"omitempty"`             // want `decodetag: the tag json:"omitempty" makes the option the field's name: put a comma before it`
	Hidden   string          `JSON:"-"`                     // want `decodetag: the tag JSON:"-" is ignored by its encoder, which knows no key JSON`
	Kind     string          `json:"kind,attr"`             // want `decodetag: the tag json:"kind,attr" is ignored by its encoder, which knows no option attr`
	base     `yaml:"inline"` // want `the tag yaml:"inline" makes the option the field's name`
}

type base struct {
	ID string `msgpack:"-"`
}

// Structs inside of others and of functions have tags, too.
func read() any {
	return &struct {
		Inner struct {
			Token string `json:"-,omitempty"` // want `does not leave the field out`
		}
	}{}
}
