design tray "盆 tray" uses tea {
	cup one green { words: "烏龍茶 🍵 \n two"	size: 12 }
	cup two blue { words: "right ‮ left 31m"  size: 3 }
  cup three black { words: "a long story about tea, a long story about tea, a long story about tea, a long story about tea, a long story about tea, a long story about tea, a long story about tea, a long story about tea, a long story about tea, a long story about tea, a long story about tea, a long story about tea, "  size: 4  siez: 5  words: "again" }
}
